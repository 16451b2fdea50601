"""Pages of invitations: those that are open, and making one."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from trusts import actions, invitation_lists
from trusts.forms.invitations import InvitationForm
from trusts.http import TrustRequest, say_done, site_of
from trusts.models import Invitation
from trusts.permissions import Permission, requires
from trusts.tasks import send_waiting_invitations


@require_safe
@requires(Permission.PEOPLE_MANAGE)
def invitation_list(request: TrustRequest) -> HttpResponse:
    """Invitations that nobody has answered yet, the newest first."""
    invitations = Invitation.objects.visible_to(request.member).unanswered()
    context = invitation_lists.invitation_list(
        invitations, request.GET, at=timezone.now(), by=request.member
    )
    return render(request, "trusts/invitation_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def invitation_new(request: TrustRequest) -> HttpResponse:
    """Invite somebody to a role."""
    now = timezone.now()
    form = InvitationForm(
        request.POST or None,
        member=request.member,
        initial={"starts_on": timezone.localdate(now)},
    )
    if form.is_valid():
        try:
            made = actions.invite(
                site=site_of(request), by=request.member, at=now, **form.cleaned_data
            )
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _send_soon()
            undo = reverse("invitation_withdraw", args=[made.pk])
            sentence = f"{made.full_name} is invited. The mail goes to {made.email}."
            say_done(request, sentence, undo_url=undo)
            return redirect("invitation_list")
    status = 422 if form.is_bound else 200
    return render(request, "trusts/invitation_new.html", {"form": form}, status=status)


@require_POST
@requires(Permission.PEOPLE_MANAGE)
def invitation_send_again(request: TrustRequest, pk: int) -> HttpResponse:
    """A new link by a new mail; the old link stops."""
    try:
        sent = actions.send_invitation_again(
            _invitation_or_404(request, pk),
            site=site_of(request),
            by=request.member,
            at=timezone.now(),
        )
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        _send_soon()
        sentence = f"A new link goes to {sent.email}. Earlier links have stopped."
        say_done(request, sentence)
    return redirect("invitation_list")


@require_POST
@requires(Permission.PEOPLE_MANAGE)
def invitation_withdraw(request: TrustRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    try:
        taken = actions.withdraw_invitation(
            _invitation_or_404(request, pk), by=request.member, at=timezone.now()
        )
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        say_done(request, f"Withdrawn. The link sent to {taken.email} has stopped.")
    return redirect("invitation_list")


def _invitation_or_404(request: TrustRequest, pk: int) -> Invitation:
    return get_object_or_404(Invitation.objects.visible_to(request.member), pk=pk)


def _send_soon() -> None:
    """Robust: should the queue be away, what waits is found by its state."""
    transaction.on_commit(send_waiting_invitations.delay, robust=True)
