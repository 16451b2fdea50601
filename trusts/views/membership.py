"""The page where one chooses which membership to work under."""

from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from trusts import actions
from trusts.forms import MembershipChoice
from trusts.http import TrustRequest
from trusts.permissions import signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def choose_membership(request: TrustRequest) -> HttpResponse:
    """Choose which membership to work under; without any, say why and sign out."""
    if not request.memberships:
        return _without_access(request)
    form = MembershipChoice(
        request.POST or None,
        memberships=request.memberships,
        initial={"membership": request.member and request.member.pk},
    )
    if form.is_valid():
        actions.choose_membership(request.session, form.cleaned_data["membership"])
        return redirect(_next(request))
    return render(
        request,
        "trusts/choose_membership.html",
        {"form": form, "next": request.GET.get("next", "")},
        status=422 if form.is_bound else 200,
    )


def _without_access(request: TrustRequest) -> HttpResponse:
    """What the person was or will be, and nothing else; the session ends here."""
    email = request.user.email
    their_own = request.user.memberships.select_related("organisation")
    today = timezone.localdate()
    context = {
        "email": email,
        "last": their_own.filter(starts_on__lte=today)
        .order_by("-ends_on", "-pk")
        .first(),
        "next": their_own.filter(starts_on__gt=today)
        .order_by("starts_on", "pk")
        .first(),
    }
    logout(request)
    return render(request, "trusts/no_access.html", context, status=403)


def _next(request: TrustRequest) -> str:
    """Where to go on to: the page that was asked for, if it is one of ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours and wanted.startswith("/") else "home"
