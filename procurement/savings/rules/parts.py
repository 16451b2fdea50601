"""Why a part may not be started, changed, proposed or given up, or ""."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Q

from catalogue.products.models import Product
from procurement.savings.models import (
    Benefit,
    Claim,
    ConfirmedMonth,
    Initiative,
    InitiativeKind,
    Participation,
    SavingStage,
    Uplift,
)
from procurement.savings.rules.stopping import why_stopped
from procurement.savings.years import MONTHS_A_YEAR, months_after
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.roles import BUYING_KINDS

MOST_MONTHS_BACK = 12
MOST_MONTHS_AHEAD = 24


def why_not_start(
    organisations: Iterable[Organisation], *, by: Membership | None
) -> str:
    """Why somebody may not start an initiative for these trusts."""
    places = list(organisations)
    if not places:
        return "Choose at least one trust that takes part."
    if any(place.kind not in BUYING_KINDS for place in places):
        return "Only trusts that buy can take part."
    if by is None:
        return ""
    if not by.may(Permission.INITIATIVES_START):
        return "Your role here may not start an initiative."
    if not by.sees_region and any(p.pk != by.organisation_id for p in places):
        return "You can start an initiative for your own trust only."
    return ""


def why_not_work(participation: Participation, *, by: Membership | None) -> str:
    """Why somebody may not say what a trust's part is about: its own lead and buyers
    may, and who leads the region, who buys for several trusts."""
    buys_for_all = by and by.sees_region and by.may(Permission.INITIATIVES_START)
    reason = "" if buys_for_all else why_not_own(participation, by=by)
    if reason:
        return reason
    if participation.stage != SavingStage.IDENTIFIED:
        return (
            f"It is {participation.get_stage_display().lower()} already: what was "
            "agreed stands."
        )
    return ""


def why_not_own(participation: Participation, *, by: Membership | None) -> str:
    """Why somebody may not act for the trust whose part it is."""
    if by is None:
        return ""
    if not by.may(Permission.SAVINGS_PROPOSE):
        return "Your role here may not do that for a trust’s part."
    if by.organisation_id != participation.organisation_id:
        return "It is another trust’s part."
    return ""


def why_not_change(participation: Participation, *, by: Membership | None) -> str:
    """The same as `why_not_work`, while it does not wait for finance."""
    if reason := why_not_work(participation, by=by):
        return reason
    if participation.is_proposed:
        return "It waits for the trust’s finance. Take it back first to change it."
    return ""


def why_not_owner(participation: Participation, owner: Membership, *, on: date) -> str:
    """Why somebody cannot look after a trust's part."""
    if owner.organisation_id != participation.organisation_id:
        return "Only somebody of the trust itself can look after its part."
    if not owner.may(Permission.SAVINGS_PROPOSE):
        return "Only a procurement lead or a buyer can look after it."
    if not owner.is_active(on=on):
        return "That person has no access now. Choose somebody else."
    return ""


def why_not_month(month: date, *, today: date) -> str:
    """Why a part cannot start in this month."""
    first = months_after(today.replace(day=1), -MOST_MONTHS_BACK)
    last = months_after(today.replace(day=1), MOST_MONTHS_AHEAD)
    if first <= month <= last:
        return ""
    return f"Give a month from {first:%B %Y} to {last:%B %Y}."


def why_not_claim(
    organisation: Organisation,
    product: Product,
    *,
    first_month: date,
    apart_from: Participation | None = None,
    is_switch: bool = False,
) -> str:
    """Why the trust's product cannot be claimed: some of its months are claimed. A
    switch is on all its products, so that it can only wait for them."""
    root_id = product.merged_into_id or product.pk
    there = (
        Claim.objects.filter(
            Q(product=root_id) | Q(product__merged_into=root_id),
            organisation=organisation,
            is_live=True,
            first_month__lt=months_after(first_month, MONTHS_A_YEAR),
            end_month__gt=first_month,
        )
        .select_related("participation__initiative")
        .exclude(participation=apart_from)
        .first()
    )
    if there is None:
        return ""
    last = months_after(there.end_month, -1)
    way_on = "Take it up there, or start later."
    if is_switch:
        way_on = (
            "On the page of the adoption, start the switch from "
            f"{there.end_month:%B %Y} on, or earlier once that part is given up or "
            "closed."
        )
    return (
        f"“{product}” is claimed already by the initiative "
        f"“{there.participation.initiative}”, from {there.first_month:%B %Y} to "
        f"{last:%B %Y}: a pound counts once. {way_on}"
    )


def why_not_propose(
    participation: Participation, claims: list[Claim], *, by: Membership | None
) -> str:
    """Why a trust's part cannot go to its finance."""
    reason = why_not_own(participation, by=by)
    reason = reason or why_not_work(participation, by=None)
    if reason := reason or why_stopped(participation.initiative):
        return reason
    if participation.is_proposed:
        return "It waits for the trust’s finance already."
    if not claims:
        return "It names no product. Add the products that it saves on."
    lacking = [claim for claim in claims if claim.agreed_price is None]
    if lacking:
        is_switch = participation.initiative.is_switch
        of = "A use of the standard" if is_switch else f"“{lacking[0].product}”"
        return (
            f"{of} has no agreed price. Finance agrees to prices that are in writing."
        )
    if not participation.evidence and not participation.evidence_files.exists():
        return (
            "Say where the prices are written: a quote, a contract or a price notice, "
            "in words or as a file."
        )
    return ""


def why_not_baseline(
    participation: Participation,
    claims: list[Claim],
    costs: dict[int, tuple[Decimal, Decimal]],
) -> str:
    """Why the lines give no baseline to propose. `costs` are price and uses of the
    twelve months before, by claim; of a switch they are there for all claims or none.
    """
    initiative = participation.initiative
    without = next((claim for claim in claims if claim.pk not in costs), None)
    if without is not None:
        return _why_no_lines(without, claims, initiative)
    if initiative.benefit == Benefit.COST_AVOIDANCE:
        if Uplift.objects.standing().filter(claim__in=claims).exists():
            return ""
        return (
            "No rise is documented. Add the paper that says by how much the price "
            "would have risen: without it nothing is avoided."
        )
    is_demand = initiative.kind == InitiativeKind.DEMAND
    if any(_saves(claim, *costs[claim.pk], is_demand=is_demand) for claim in claims):
        return ""
    if is_demand:
        return (
            "No product costs less than before. Say how many eaches are expected in "
            "12 months, fewer than before."
        )
    return (
        "No agreed price is below what the trust paid before: nothing would be "
        "saved in cash. If a documented rise is avoided, it is cost avoidance."
    )


def _why_no_lines(without: Claim, claims: list[Claim], initiative: Initiative) -> str:
    """Why a claim of a part has no baseline."""
    roots = {each: each.product.merged_into_id or each.product_id for each in claims}
    for twin in claims:
        is_other = twin != without and not initiative.is_switch
        if is_other and roots[twin] == roots[without]:
            return (
                f"“{without.product}” and “{twin.product}” have become one product, "
                "whose order lines are counted with the second. Take the first out."
            )
    of = "any of these products" if initiative.is_switch else f"“{without.product}”"
    return (
        f"The trust has no order line of {of} in the 12 months before: there is no "
        "baseline to save against."
    )


def _saves(claim: Claim, price: Decimal, units: Decimal, *, is_demand: bool) -> bool:
    assert claim.agreed_price is not None  # asked for before
    if not is_demand:
        return claim.agreed_price < price
    coming = units if claim.agreed_units is None else claim.agreed_units
    return claim.agreed_price * coming < price * units


def why_not_lapse(participation: Participation, *, by: Membership | None) -> str:
    """Why a part cannot be given up."""
    if reason := why_not_own(participation, by=by):
        return reason
    if participation.stage not in (SavingStage.IDENTIFIED, SavingStage.AGREED):
        return "It has confirmed months: finance can close it."
    confirmed = ConfirmedMonth.objects.filter(claim__participation=participation)
    if confirmed.exists():
        return "It has confirmed months: finance can close it."
    return ""
