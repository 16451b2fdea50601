"""Leakage by month, trust and part, from what is kept by month."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from procurement.gaps.models import Gap
from procurement.savings.claim_lines import ClaimLine
from procurement.savings.models import COUNTED, ClaimMonth, Participation
from procurement.savings.month_reading import NOTHING
from trusts.models import Membership, Organisation
from trusts.roles import Role

MONTHS = 24


@dataclass(frozen=True, slots=True)
class Leak:
    """What a trust, or a part of its own, paid above agreed prices; pounds ex VAT."""

    organisation: Organisation
    leakage: Decimal


@dataclass(frozen=True, slots=True)
class OwnedLeak:
    """The newest month in which parts that somebody looks after leaked."""

    month: date
    leakage: Decimal
    parts: int


def leak_months(
    member: Membership, *, organisation: Organisation | None = None
) -> dict[date, Decimal]:
    """The newest months with leakage, newest first, and how much."""
    months = ClaimMonth.objects.visible_to(member).filter(leakage__gt=0)
    if organisation is not None:
        months = months.filter(organisation=organisation)
    rows = months.values_list("month").annotate(sum=Sum("leakage")).order_by("-month")
    return dict(rows[:MONTHS])


def leaks_by_trust(member: Membership, month: date) -> list[Leak]:
    """Trusts by what they leaked in a month, the most first."""
    rows = (
        ClaimMonth.objects.visible_to(member)
        .filter(month=month, leakage__gt=0)
        .values_list("organisation")
        .annotate(sum=Sum("leakage"))
        .order_by("-sum", "organisation")
    )
    sums = dict(rows)
    places = Organisation.objects.in_bulk(sums)
    return [Leak(places[pk], leakage) for pk, leakage in sums.items()]


def owned_leak(member: Membership, *, before: date) -> OwnedLeak | None:
    """Of the parts that the member owns, in months before a day; the whole trust's for
    its lead. None where nothing leaked."""
    months = ClaimMonth.objects.visible_to(member).filter(
        leakage__gt=0, month__lt=before, organisation=member.organisation_id
    )
    if member.role != Role.TRUST_LEAD:
        months = months.filter(claim__participation__owner=member)
    rows = (
        months.values_list("month").annotate(sum=Sum("leakage")).order_by("-month")[:1]
    )
    for month, leakage in rows:
        parts = months.filter(month=month).values("claim__participation").distinct()
        return OwnedLeak(month, leakage, parts.count())
    return None


def parts_of(lines: list[ClaimLine], *, member: Membership) -> dict[int, Participation]:
    """The parts that lines belong to, with initiative and owner."""
    parts = Participation.objects.visible_to(member).filter(
        pk__in={line.participation_id for line in lines}, stage__in=COUNTED
    )
    return parts.select_related("initiative", "owner__user").in_bulk()


def gaps_of(
    products: dict[int, int], organisation: Organisation, *, member: Membership
) -> dict[int, int]:
    """The price gap of each product that has one; `products` are with their roots."""
    listed = (
        Gap.objects.visible_to(member)
        .present()
        .filter(organisation=organisation, product__in=set(products.values()))
    )
    by_root = dict(listed.values_list("product", "pk"))
    return {
        product: by_root[root] for product, root in products.items() if root in by_root
    }


def total_of(leaks: list[Leak]) -> Decimal:
    return sum((leak.leakage for leak in leaks), NOTHING)
