"""Why a trust's switch to a standard may not be started or chosen from, or ""."""

from collections.abc import Collection, Hashable
from datetime import date

from procurement.savings.models import InitiativeKind, Participation
from procurement.savings.rules.parts import why_not_change
from procurement.savings.rules.stopping import SWITCHED_TO, why_stopped
from procurement.specifications.models import Version
from trusts.models import Membership, Organisation
from trusts.roles import BUYING_KINDS


def why_not_kind(kind: str) -> str:
    """Why an initiative of that kind is not started, or joined, by choosing it."""
    if kind == InitiativeKind.SWITCH:
        return (
            "A switch to a standard starts by itself when the trust puts the adopted "
            "standard into use."
        )
    return ""


def why_not_choose(participation: Participation, *, by: Membership | None) -> str:
    """Why nobody may say which products a trust's part is on."""
    if reason := why_not_change(participation, by=by):
        return reason
    if participation.initiative.is_switch:
        return (
            "Its products are those of the specification: what the trust bought of "
            "them before, and the standard."
        )
    return ""


def why_not_join(
    version: Version, organisation: Organisation, *, by: Membership | None
) -> str:
    """Why a trust cannot start its part of the switch to a version's standard. Who may
    put the standard into use is asked where that is done, not here."""
    if by is not None and not by.sees_region and by.organisation_id != organisation.pk:
        return "It is another trust’s part."
    if version.state not in SWITCHED_TO:
        state = version.get_state_display().lower()
        return f"{version}, is {state}: no trust switches to it now."
    if organisation.kind not in BUYING_KINDS:
        return "Only trusts that buy can take part."
    taking_part = version.specification.participating.filter(left_at=None)
    if not taking_part.filter(organisation=organisation).exists():
        return f"{organisation} takes no part in “{version.specification}”."
    if not version.considered.filter(is_standard=True).exists():
        return f"{version}, names no standard product: there is nothing to switch to."
    return ""


def why_not_other_month(participation: Participation, month: date) -> str:
    """Why a part cannot start in another month than it does."""
    initiative = participation.initiative
    if not initiative.is_switch or month == participation.start_month:
        return ""
    said = (
        "A switch counts from the month in which the trust put the standard into use, "
        "or from the later one that it was started for."
    )
    if reason := why_stopped(initiative):
        return f"{said} {reason}"
    return (
        f"{said} For another one, give this part up; then start it again on the page "
        "of the trust’s adoption."
    )


def why_not_one_price(
    participation: Participation, prices: Collection[Hashable], claims: int
) -> str:
    """Why these cannot be the prices of a part with so many claims: a switch has one
    for a use, of whichever product."""
    if not participation.initiative.is_switch:
        return ""
    if len(prices) == claims and len(set(prices)) == 1:
        return ""
    return "A switch has one price for a use, whichever of its products is bought."


def why_not_rise(participation: Participation, *, by: Membership | None) -> str:
    """Why no rise can be documented."""
    if participation.initiative.is_switch:
        return (
            "A switch saves in cash alone: what a use cost before, less what it costs "
            "now. No rise is avoided by it."
        )
    return why_not_change(participation, by=by)
