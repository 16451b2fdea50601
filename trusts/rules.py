"""Why something may not be done with organisations and memberships, or ""."""

from datetime import date

from trusts.models import Membership, Organisation, User
from trusts.roles import why_not_held


class Refused(Exception):
    """Something may not be done; the text is a sentence fit for the person."""


def refuse(reason: str) -> None:
    """Raise Refused with the reason, if there is one."""
    if reason:
        raise Refused(reason)


def why_not_rename(organisation: Organisation, name: str, on: date) -> str:
    if not name.strip():
        return "A name is needed."
    later = organisation.names.filter(from_date__gt=on).order_by("from_date").first()
    if later:
        return (
            f"{organisation.code} already has a name from a later day, "
            f"{later.from_date:%-d %B %Y}."
        )
    return ""


def why_not_succeed(predecessor: Organisation, successor: Organisation) -> str:
    if predecessor == successor:
        return "An organisation cannot succeed itself."
    if predecessor.successions.filter(successor=successor).exists():
        return f"It is already recorded that {successor} follows {predecessor}."
    if successor.successions.filter(successor=predecessor).exists():
        return f"{predecessor} is recorded as following {successor}, not the other way."
    return ""


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
