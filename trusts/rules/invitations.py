"""Why somebody may not be invited, or an invitation not used, or ""."""

from datetime import date, datetime, timedelta
from enum import Enum

from django.utils import timezone

from trusts.models import Invitation, InvitationState, Membership, Organisation, User
from trusts.permissions import Permission
from trusts.roles import why_not_held
from trusts.rules.days import why_not_day
from trusts.rules.memberships import OWN, why_not_give, why_not_join
from trusts.rules.organisations import why_not_outlast

# A message takes a while to arrive, and nobody is to be flooded.
BETWEEN_LINKS = timedelta(minutes=5)


class Closed(Enum):
    """Why a link leads nowhere: the heading of its page, and a sentence."""

    UNREADABLE = (
        "This link is not complete",
        "Part of it is missing or was changed. Open the link in the message again, or "
        "copy all of it.",
    )
    REPLACED = (
        "There is a newer link",
        "The invitation was sent again. Use the link in the newest message.",
    )
    USED = (
        "This invitation has been used",
        "A link works once. If it was you, sign in.",
    )
    WITHDRAWN = (
        "This invitation was withdrawn",
        "Whoever invited you took it back.",
    )
    ENDED = (
        "This link has ended",
        "It worked for seven days. Ask for the invitation to be sent again.",
    )
    ACCESS_OVER = (
        "The access this was for is over",
        "It was for a time that has passed. Ask for a new invitation.",
    )
    INVITER_LEFT = (
        "This invitation no longer counts",
        "Whoever sent it no longer gives access there. Ask for it to be sent again.",
    )

    @property
    def heading(self) -> str:
        return self.value[0]

    @property
    def sentence(self) -> str:
        return self.value[1]


_BY_STATE = {
    InvitationState.ACCEPTED: Closed.USED,
    InvitationState.WITHDRAWN: Closed.WITHDRAWN,
    InvitationState.LINK_ENDED: Closed.ENDED,
}


def why_not_invite(
    email: str,
    organisation: Organisation,
    role: str,
    starts_on: date,
    ends_on: date | None,
    *,
    on: date,
    by: Membership,
) -> str:
    """Why this member may not invite that address to a role, on the day `on`."""
    email = email.lower()
    return (
        (OWN if email == by.user.email else "")
        or why_not_day(starts_on, ends_on, today=on)
        or why_not_give(organisation, role, by=by)
        or why_not_held(role, organisation.kind)
        or why_not_outlast(organisation, ends_on)
        or ("The last day cannot be in the past." if ends_on and ends_on < on else "")
        or _why_not_held_again(email, organisation, role, starts_on, ends_on)
        or _why_not_invited_again(email, organisation, role)
    )


def why_not_send_again(invitation: Invitation, *, at: datetime, by: Membership) -> str:
    if reason := _why_not_open(invitation, at):
        return reason
    if invitation.email == by.user.email:
        return OWN
    if invitation.ends_on and invitation.ends_on < timezone.localdate(at):
        return "The access it is for is over. Withdraw it and invite anew."
    if reason := why_not_give(invitation.organisation, invitation.role, by=by):
        return reason
    if at < (invitation.sent_at or invitation.invited_at) + BETWEEN_LINKS:
        return "The last link is less than five minutes old. Give it time to arrive."
    return ""


def why_not_withdraw(invitation: Invitation, *, at: datetime, by: Membership) -> str:
    if reason := _why_not_open(invitation, at):
        return reason
    return why_not_give(invitation.organisation, invitation.role, by=by)


def how_closed(invitation: Invitation, *, at: datetime) -> Closed | None:
    """Why the invitation cannot be accepted now; None where it can."""
    on = timezone.localdate(at)
    if closed := _BY_STATE.get(invitation.state(at=at)):
        return closed
    if invitation.ends_on and invitation.ends_on < on:
        return Closed.ACCESS_OVER
    inviter = invitation.invited_by
    if inviter and not (
        is_here(inviter, on=on) and inviter.may(Permission.PEOPLE_MANAGE)
    ):
        return Closed.INVITER_LEFT
    return None


def is_here(inviter: Membership, *, on: date) -> bool:
    """Whether who invited still works there and has an account that is open."""
    return inviter.user.is_active and inviter.is_active(on=on)


def why_not_accept(invitation: Invitation, *, at: datetime) -> str:
    closed = how_closed(invitation, at=at)
    return closed.sentence if closed else ""


def _why_not_open(invitation: Invitation, at: datetime) -> str:
    state = invitation.state(at=at)
    if state in (InvitationState.ACCEPTED, InvitationState.WITHDRAWN):
        return f"This invitation is {state.value.lower()}."
    return ""


def _why_not_held_again(
    email: str,
    organisation: Organisation,
    role: str,
    starts_on: date,
    ends_on: date | None,
) -> str:
    there = User.objects.filter(email=email).first()
    if there is None:
        return ""
    return why_not_join(there, organisation, role, starts_on, ends_on)


def _why_not_invited_again(email: str, organisation: Organisation, role: str) -> str:
    open_ones = organisation.invitations.unanswered()
    if not open_ones.filter(email=email, role=role).exists():
        return ""
    return (
        f"{email} is already invited to this role at {organisation}. Send that "
        "invitation again, or withdraw it."
    )
