"""Pages of organisations."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trusts.http import TrustRequest
from trusts.models import Organisation
from trusts.permissions import Permission, requires


@require_safe
@requires(Permission.ORGANISATIONS_VIEW)
def organisation_list(request: TrustRequest) -> HttpResponse:
    organisations = (
        Organisation.objects.visible_to(request.member)
        .by_name()
        .prefetch_related("names", "successions__successor")
    )
    return render(
        request, "trusts/organisation_list.html", {"organisations": organisations}
    )
