"""What the list of invitations shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from trusts import rules
from trusts.models import Failure, Invitation, InvitationState, Membership
from trusts.models.invitation import InvitationQuerySet
from trusts.paging import Order, page_of, read_moment

NEWEST_FIRST = Order("invited_at", True, read_moment)

_COLOURS = {
    InvitationState.WAITING: "yellow",
    InvitationState.SENT: "blue",
    InvitationState.LINK_ENDED: "orange",
}


@dataclass(frozen=True, slots=True)
class Row:
    """An open invitation with its state in words, and what cannot be done with it."""

    invitation: Invitation
    state: str
    colour: str
    failure: str
    why_not_send: str
    why_not_withdraw: str


def invitation_list(
    invitations: InvitationQuerySet,
    query: Mapping[str, str],
    *,
    at: datetime,
    by: Membership,
) -> dict[str, Any]:
    page = page_of(
        invitations.select_related("organisation", "invited_by__user"),
        NEWEST_FIRST,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    return {"page": page, "rows": [_row(each, at=at, by=by) for each in page.rows]}


def _row(invitation: Invitation, *, at: datetime, by: Membership) -> Row:
    state = invitation.state(at=at)
    failed = state is InvitationState.WAITING and invitation.failure
    return Row(
        invitation,
        state.value,
        _COLOURS[state],
        str(Failure(invitation.failure).label) if failed else "",
        rules.why_not_send_again(invitation, at=at, by=by),
        rules.why_not_withdraw(invitation, at=at, by=by),
    )
