"""The page that takes away the second factor of somebody who has lost it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from trusts.actions.second_factors import remove_second_factors
from trusts.http import TrustRequest, say_done
from trusts.models import Membership
from trusts.permissions import Permission, requires
from trusts.rules import Refused
from trusts.rules.second_factors import why_not_remove_second_factors
from trusts.second_factors import second_factors_of


@require_http_methods(["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def person_second_factor_remove(request: TrustRequest, pk: int) -> HttpResponse:
    """Ask, then take away the app, keys and codes of the person of a membership."""
    memberships = Membership.objects.visible_to(request.member)
    managed = memberships.managed_by(request.member).select_related("user")
    person = get_object_or_404(managed, pk=pk).user
    now = timezone.now()
    refusal = why_not_remove_second_factors(
        person, on=timezone.localdate(now), by=request.member
    )
    if request.method == "POST":
        try:
            remove_second_factors(person, by=request.member, at=now)
        except Refused as error:
            refusal = str(error)
        else:
            say_done(request, f"{person} signs in with the password alone now.")
            return redirect("person_detail", pk)
    context = {
        "pk": pk,
        "person": person,
        "factors": second_factors_of(person),
        "refusal": refusal,
    }
    return render(
        request,
        "trusts/person_second_factor_remove.html",
        context,
        status=409 if request.method == "POST" else 200,
    )
