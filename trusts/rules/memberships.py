"""Why somebody may not be given a role, keep it or lose it, or ""."""

from datetime import date, timedelta

from django.utils import timezone

from trusts.models import Membership, Organisation, User
from trusts.permissions import Permission
from trusts.roles import GIVEN_BY_ADMINISTRATORS, Kind, Role, why_not_held
from trusts.rules.days import why_not_day
from trusts.rules.organisations import why_not_outlast

OWN = (
    "Nobody gives, changes or ends their own access. Ask somebody else who looks "
    "after it."
)
LAST_ADMINISTRATOR = (
    "This is the last administrator of the regional office. Give somebody else that "
    "role first."
)
OVER = "This access is over. Give the role again from a new day instead."


def why_not_give(
    organisation: Organisation, role: str, *, by: Membership | None
) -> str:
    """Why this member may not give, confirm or end a role at a place; the operator at
    the command line may."""
    if by is None:
        return ""
    own_place = by.organisation_id == organisation.pk
    if not by.may(Permission.PEOPLE_MANAGE) or not (own_place or by.manages_everybody):
        return f"You do not look after access at {organisation}."
    if role in GIVEN_BY_ADMINISTRATORS and by.role != Role.ADMINISTRATOR:
        label = Role(role).label
        return (
            f"Only an administrator gives the role “{label}”, confirms it or ends it."
        )
    return ""


def why_not_change(membership: Membership, *, by: Membership | None) -> str:
    """Why this member may not decide about that access at all."""
    if by and membership.user_id == by.user_id:
        return OWN
    return why_not_give(membership.organisation, membership.role, by=by)


def why_not_add(user: User, *, on: date, by: Membership | None) -> str:
    """Why this member may not give a person a further role, without an invitation."""
    if by is None:
        return ""
    if user.memberships.managed_by(by).active(on=on).exists():
        return ""
    return f"{user} has no role today whose access you look after. Invite them instead."


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
    if reason := why_not_outlast(organisation, ends_on):
        return reason
    others = user.memberships.filter(organisation=organisation, role=role)
    if any(_overlap(other, starts_on, ends_on) for other in others):
        return f"{user} already has this role at {organisation} in that time."
    return ""


def why_not_end(
    membership: Membership, on: date, *, by: Membership | None = None
) -> str:
    """Why access may not end with that day."""
    if reason := why_not_change(membership, by=by):
        return reason
    if on < membership.starts_on:
        return "Access cannot end before it starts."
    if membership.ends_on and membership.ends_on <= on:
        return "This access has already ended by then."
    return why_not_last(membership, on + timedelta(days=1))


def why_not_end_at_once(
    membership: Membership, *, on: date, by: Membership | None = None
) -> str:
    """Why access may not end now, on the day `on`."""
    if reason := why_not_change(membership, by=by):
        return reason
    if membership.is_over(on=on):
        return "This access has already ended."
    return why_not_last(membership, on)


def why_not_change_end(
    membership: Membership,
    ends_on: date | None,
    *,
    on: date,
    by: Membership | None = None,
) -> str:
    """Why, on the day `on`, access may not get this last day, or none."""
    if reason := why_not_reopen(membership, on=on, by=by):
        return reason
    if ends_on is None:
        return _why_not_meet_another(membership, None)
    if reason := why_not_day(ends_on, today=on):
        return reason
    if ends_on < membership.starts_on:
        return "Access cannot end before it starts."
    if ends_on < on:
        return "The last day cannot be in the past. To end access now, end it at once."
    reason = _why_not_meet_another(membership, ends_on)
    return reason or why_not_last(membership, ends_on + timedelta(days=1))


def why_not_reopen(
    membership: Membership, *, on: date, by: Membership | None = None
) -> str:
    """Why the last day may not be changed; what was ended at once can be, that day."""
    if reason := why_not_change(membership, by=by):
        return reason
    ended_at = membership.ended_at
    ended_today = ended_at is not None and timezone.localdate(ended_at) == on
    return OVER if membership.is_over(on=on) and not ended_today else ""


def why_not_attest(
    membership: Membership, *, on: date, by: Membership | None = None
) -> str:
    """Why the member may not vouch that this access is still needed."""
    if reason := why_not_change(membership, by=by):
        return reason
    return "" if membership.is_active(on=on) else "This access does not work today."


def why_not_last(membership: Membership, on: date) -> str:
    """Why the regional office would have no administrator on that day."""
    office = membership.organisation
    if membership.role != Role.ADMINISTRATOR or office.kind != Kind.REGIONAL_OFFICE:
        return ""
    others = office.memberships.filter(role=Role.ADMINISTRATOR, user__is_active=True)
    others = others.exclude(user_id=membership.user_id).active(on=on)
    return "" if others.exists() else LAST_ADMINISTRATOR


def _why_not_meet_another(membership: Membership, ends_on: date | None) -> str:
    if reason := why_not_outlast(membership.organisation, ends_on):
        return reason
    others = membership.user.memberships.filter(
        organisation=membership.organisation, role=membership.role
    ).exclude(pk=membership.pk)
    if any(_overlap(each, membership.starts_on, ends_on) for each in others):
        return "The same role was given again from a later day: change that one."
    return ""


def _overlap(other: Membership, starts_on: date, ends_on: date | None) -> bool:
    last = other.ends_on
    if last and other.ended_at:  # ended at once: that day does not count
        last -= timedelta(days=1)
    starts_before_end = ends_on is None or other.starts_on <= ends_on
    ends_after_start = last is None or last >= max(starts_on, other.starts_on)
    return starts_before_end and ends_after_start
