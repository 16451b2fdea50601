"""The page that everybody lands on."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from procurement.home import desks
from trusts.http import TrustRequest
from trusts.permissions import signed_in


@require_safe
@signed_in
def home(request: TrustRequest) -> HttpResponse:
    """What the member's role comes here for: worth, belief, what to do next."""
    if request.member is None:
        return redirect("choose_membership")
    desk = desks.desk_of(request.member, at=timezone.now(), query=request.GET)
    return render(request, "home/home.html", {"desk": desk})
