"""Why somebody may not be given a role, keep it or lose it, or ""."""

from datetime import date

from trusts.models import Membership, Organisation, User
from trusts.roles import why_not_held


def why_not_join(
    user: User,
    organisation: Organisation,
    role: str,
    starts_on: date,
    ends_on: date | None,
) -> str:
    if ends_on and ends_on < starts_on:
        return "Access cannot end before it starts."
    if reason := why_not_held(role, organisation.kind):
        return reason
    others = user.memberships.filter(organisation=organisation, role=role)
    if any(_overlap(other, starts_on, ends_on) for other in others):
        return f"{user} already has this role at {organisation} in that time."
    return ""


def why_not_end(membership: Membership, on: date) -> str:
    if on < membership.starts_on:
        return "Access cannot end before it starts."
    if membership.ends_on and membership.ends_on <= on:
        return "This access has already ended by then."
    return ""


def _overlap(other: Membership, starts_on: date, ends_on: date | None) -> bool:
    starts_before_end = ends_on is None or other.starts_on <= ends_on
    ends_after_start = other.ends_on is None or other.ends_on >= starts_on
    return starts_before_end and ends_after_start
