"""Pages of one's own account that the sign-in library does not have."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from trusts.actions.people import rename_person
from trusts.actions.sessions import end_session
from trusts.forms.own_account import OwnName
from trusts.http import TrustRequest, say_done
from trusts.own_account import facts
from trusts.permissions import signed_in


@require_safe
@signed_in
def your_account(request: TrustRequest) -> HttpResponse:
    """How one signs in and where one works, each with where to change it."""
    context = {"facts": facts(request.user), "memberships": request.memberships}
    return render(request, "trusts/your_account.html", context)


@require_safe
@signed_in
def account_set_password(request: TrustRequest) -> HttpResponse:
    """Ask for the link that sets a first password. It is never set from a session: who
    finds a browser signed in could make up a proof of who they are."""
    if request.user.has_usable_password():
        return redirect("account_change_password")
    return render(request, "trusts/account_set_password.html")


@require_http_methods(["GET", "POST"])
@signed_in
def your_name(request: TrustRequest) -> HttpResponse:
    """Change how one's name is written."""
    form = OwnName(request.POST or None, initial={"full_name": request.user.full_name})
    if form.is_valid():
        rename_person(
            request.user,
            full_name=form.cleaned_data["full_name"],
            by=request.member,
            at=timezone.now(),
        )
        say_done(request, "Your name is changed.")
        return redirect("your_account")
    status = 422 if form.is_bound else 200
    return render(request, "trusts/your_name.html", {"form": form}, status=status)


@require_POST
@signed_in
def session_end(request: TrustRequest, pk: int) -> HttpResponse:
    """Sign oneself out of another browser."""
    if not end_session(request.user, number=pk):
        raise Http404("There is no such session, or it has ended.")
    say_done(request, "That browser is signed out.")
    return redirect("usersessions_list")
