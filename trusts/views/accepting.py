"""The page an invitation's link leads to: the one way to an account."""

from datetime import datetime
from functools import wraps
from typing import Any

from allauth.account.forms import LoginForm
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from trusts import actions, rules
from trusts.forms.invitations import AcceptForm
from trusts.http import TrustRequest, say_done
from trusts.invitation_links import has_account, read_token
from trusts.models import Invitation, Membership
from trusts.permissions import View, needs_second_factor, public
from trusts.roles import Role
from trusts.second_factors import WAITING_PAGE


def _kept_to_itself(view: View) -> View:
    """The address of the page is a secret: no cache keeps it, no link passes it on.

    The policy names our site and no address. With "no-referrer" a browser hides from
    us, too, that our own form was sent from here, and the form would be refused.
    """

    @wraps(view)
    def kept(request: TrustRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "strict-origin"
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return kept


@require_http_methods(["GET", "HEAD", "POST"])
@public
@_kept_to_itself
def invitation_accept(request: TrustRequest, token: str) -> HttpResponseBase:
    """Say what the invitation is to and let its reader in: somebody new with a
    password of their own, somebody with an account once they are signed in."""
    now = timezone.now()
    invitation, closed = read_token(token)
    if invitation and not closed:
        closed = rules.how_closed(invitation, at=now)
    if invitation is None or closed:
        return _closed_page(request, invitation, closed)
    if not request.user.is_authenticated:
        if has_account(invitation):
            return _page(request, "invitation_sign_in", invitation)
        return _accept_as_new(request, invitation, at=now)
    if request.user.email != invitation.email:
        return _page(request, "invitation_for_another", invitation, status=403)
    return _accept_as_oneself(request, invitation, at=now)


def _accept_as_new(
    request: TrustRequest, invitation: Invitation, *, at: datetime
) -> HttpResponseBase:
    form = AcceptForm(
        request.POST or None,
        email=invitation.email,
        initial={"full_name": invitation.full_name},
    )
    if form.is_valid():
        try:
            membership = actions.accept_as_new(invitation, at=at, **form.cleaned_data)
        except actions.AccountThere:
            return _page(request, "invitation_sign_in", invitation)
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            password = form.cleaned_data["password"]
            return _sign_in(request, membership, password, _landing(invitation))
    status = 422 if form.is_bound else 200
    return _page(request, "invitation_accept", invitation, status=status, form=form)


def _accept_as_oneself(
    request: TrustRequest, invitation: Invitation, *, at: datetime
) -> HttpResponseBase:
    why_not = ""
    if request.method == "POST":
        try:
            membership = actions.accept_as(invitation, user=request.user, at=at)
        except actions.Refused as refusal:
            why_not = str(refusal)
        else:
            actions.choose_membership(request.session, membership)
            say_done(request, f"Your role was added: {_in_words(membership)}.")
            return redirect(_landing(invitation))
    status = 409 if why_not else 200
    return _page(
        request, "invitation_accept", invitation, status=status, why_not=why_not
    )


def _sign_in(
    request: TrustRequest, membership: Membership, password: str, landing: str
) -> HttpResponseBase:
    """Sign in as the sign-in page does, with its limits and what it keeps."""
    form = LoginForm(
        {"login": membership.user.email, "password": password}, request=request
    )
    if not form.is_valid():
        messages.success(request, "Your account is ready. Sign in to go on.")
        return redirect("account_login")
    if not settings.SECOND_FACTOR_REQUIRED or not needs_second_factor(membership.role):
        return form.login(request, redirect_url=landing)
    answer = form.login(request, redirect_url=reverse("mfa_index"))
    request.session[WAITING_PAGE] = landing
    return answer


def _landing(invitation: Invitation) -> str:
    """The page that who accepts comes to."""
    return invitation.lands_on or reverse("home")


def _closed_page(
    request: TrustRequest, invitation: Invitation | None, closed: rules.Closed | None
) -> HttpResponse:
    inviter = invitation.invited_by if invitation else None
    is_here = inviter is not None and rules.is_here(inviter, on=timezone.localdate())
    return render(
        request,
        "trusts/invitation_closed.html",
        {
            "closed": closed,
            "is_used": closed is rules.Closed.USED,
            "asks": inviter.user if inviter and is_here else None,
        },
        status=410 if invitation else 404,
    )


def _page(
    request: TrustRequest,
    template: str,
    invitation: Invitation,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context |= {
        "invitation": invitation,
        "inviter": invitation.invited_by and invitation.invited_by.user,
        "role": Role(invitation.role),
    }
    return render(request, f"trusts/{template}.html", context, status=status)


def _in_words(membership: Membership) -> str:
    role = membership.get_role_display().lower()
    return f"{role} at {membership.organisation}"
