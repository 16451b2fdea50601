"""The page that everybody lands on."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from procurement.home import desks
from trusts.http import TrustRequest
from trusts.permissions import any_role


@require_safe
@any_role
def home(request: TrustRequest) -> HttpResponse:
    """What the member's role comes here for: worth, belief, what to do next."""
    desk = desks.desk_of(request.member, at=timezone.now(), query=request.GET)
    return render(request, "home/home.html", {"desk": desk})
