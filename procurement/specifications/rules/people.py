"""Why a trust or a person may not take part, or ""."""

from datetime import date

from procurement.specifications.models import Seat, Specification, VersionState
from procurement.specifications.rules.versions import why_not_chair
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.roles import BUYING_KINDS, Role
from trusts.rules.memberships import why_not_give

# What people are asked to decide: who they are does not change meanwhile.
BEING_DECIDED = (VersionState.SIGN_OFF, VersionState.OBJECTED, VersionState.RESOLUTION)


def why_not_take_part(
    specification: Specification, organisation: Organisation, *, by: Membership | None
) -> str:
    """Why a trust may not take part: its own lead brings it in, or who runs it all."""
    if reason := why_not_speak_for(specification, organisation, by=by):
        return reason
    if organisation.kind not in BUYING_KINDS:
        return "Only trusts that buy can take part."
    there = specification.participating.filter(organisation=organisation, left_at=None)
    if there.exists():
        return f"{organisation} takes part already."
    return why_settled(specification)


def why_not_leave(
    specification: Specification, organisation: Organisation, *, by: Membership | None
) -> str:
    """Why a trust may not leave."""
    if reason := why_not_speak_for(specification, organisation, by=by):
        return reason
    there = specification.participating.filter(organisation=organisation, left_at=None)
    if not there.exists():
        return f"{organisation} does not take part."
    return why_settled(specification)


def why_settled(specification: Specification) -> str:
    """Why nobody changes who takes part: a decision is under way, and those who decide
    are not chosen by what they say."""
    if not specification.versions.filter(state__in=BEING_DECIDED).exists():
        return ""
    return (
        "It is being signed: which trusts take part stays as it was when sign-off was "
        "opened."
    )


def why_not_seat(
    specification: Specification,
    membership: Membership,
    *,
    by: Membership | None,
    on: date,
) -> str:
    """Why somebody may not be asked, for the trust of their membership."""
    place = membership.organisation
    if reason := why_not_speak_for(specification, place, by=by):
        return reason
    if not membership.may(Permission.SIGN_OFF):
        return f"{membership.user} is no clinician here: clinicians decide."
    if not membership.is_active(on=on):
        return f"{membership.user} does not work at {place} now."
    if not specification.participating.filter(
        organisation=place, left_at=None
    ).exists():
        return f"{place} does not take part."
    held = Seat.objects.filter(
        specification=specification, user=membership.user_id, left_at=None
    )
    return f"{membership.user} has a seat already." if held.exists() else ""


def why_not_offer(
    specification: Specification, organisation: Organisation, *, by: Membership
) -> str:
    """Why no seat may be offered to somebody who has no access there yet."""
    if reason := why_not_speak_for(specification, organisation, by=by):
        return reason
    if reason := why_not_give(organisation, Role.CLINICAL_REVIEWER, by=by):
        return reason
    there = specification.participating.filter(organisation=organisation, left_at=None)
    return "" if there.exists() else f"{organisation} does not take part."


def why_not_give_up_seat(seat: Seat, *, by: Membership | None) -> str:
    """Why a seat may not be given up: by its holder, or by who gives seats."""
    if seat.left_at is not None:
        return f"{seat.user} has given it up already."
    if by is not None and by.user_id == seat.user_id:
        return ""
    if why_settled(seat.specification):
        return "It is being signed: only who holds the seat may give it up now."
    return why_not_speak_for(seat.specification, seat.organisation, by=by)


def why_not_speak_for(
    specification: Specification, organisation: Organisation, *, by: Membership | None
) -> str:
    """Why somebody may not say who takes part for that trust."""
    is_own = by is not None and by.organisation_id == organisation.pk
    if by is not None and not is_own and why_settled(specification):
        return "It is being signed: each trust says for itself now who is asked."
    if by is None or not why_not_chair(specification, by=by):
        return ""
    if by.sees_region and by.may(Permission.SPECIFICATIONS_DRAFT):
        return ""
    if is_own and by.may(Permission.SPECIFICATIONS_DRAFT):
        return ""
    return "You can say that for your own trust only."
