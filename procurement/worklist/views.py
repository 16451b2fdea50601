"""What a press does about gaps."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from procurement.worklist import actions
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires
from trusts.rules import Refused


@require_POST
@requires(Permission.GAPS_WORK)
def gap_act_take_back(request: TrustRequest, act: UUID) -> HttpResponse:
    """Make the gaps stand as before what the member did to them."""
    try:
        worked = actions.take_back(act, by=request.member, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Taken back for {worked.done} of them.")
    return redirect("gap_list")
