"""Savings told apart by trust, initiative, kind, category or supplier: each pound in
one row, so that the rows of each add up to the same total."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.urls import reverse

from procurement.dashboard.reading import Place, Reading
from procurement.dashboard.sums import NOTHING, Row, Sums, sum_of
from procurement.opportunities.models import By, Opportunity
from procurement.savings import figures
from procurement.savings.models import InitiativeKind, ToldBy
from procurement.savings.years import FinancialYear

NOT_TAKEN_UP = "Not in an initiative yet"
NOT_CLASSIFIED = "Not classified"
NO_SUPPLIER = "No supplier named"
NOT_TOLD_APART = "Not told apart yet"
IN_FILE = "each stands in the workbook"
PENNY = Decimal("0.01")
MOST_ROWS = 30


def by_trust(reading: Reading) -> list[Row]:
    """Every trust with savings of any stage; it leads to its own page."""
    year = reading.place.year
    here = reverse("dashboard")
    return _sorted(
        Row(
            trust.name,
            sums,
            f"{here}?trust={trust.code}&year={year.starts_in}",
        )
        for pk, sums in reading.by_trust.items()
        if (trust := reading.trusts.get(pk))
    )


def by_initiative(reading: Reading) -> list[Row]:
    """A trust's parts, which lead to their months; and what none has taken up."""
    rows = [
        Row(
            part.name
            if not reading.place.is_region
            else f"{part.name}, {reading.trusts[part.organisation_id].name}",
            sums,
            reverse("part_months", args=[pk]),
            part.stage_label,
        )
        for pk, sums in reading.by_part.items()
        if (part := reading.parts[pk])
    ]
    return _sorted([*rows, *_not_taken_up(reading)])


def by_kind(reading: Reading) -> list[Row]:
    found: dict[str, Sums] = defaultdict(Sums)
    for pk, sums in reading.by_part.items():
        found[reading.parts[pk].kind].add(sums)
    rows = [Row(InitiativeKind(kind).label, sums) for kind, sums in found.items()]
    return _sorted([*rows, *_not_taken_up(reading)])


def by_category(reading: Reading) -> list[Row]:
    found = _of_products(reading.place, ToldBy.CATEGORY)
    for name, in_year in _open_gaps(reading, By.CATEGORY).items():
        found[name].identified.in_year += in_year
    return _sorted(Row(name or NOT_CLASSIFIED, sums) for name, sums in found.items())


def by_supplier(reading: Reading) -> list[Row]:
    """Under the one supplier that the trust spent most with on the product."""
    found = _of_products(reading.place, ToldBy.SUPPLIER)
    for name, in_year in _open_gaps(reading, By.SUPPLIER).items():
        found[name].identified.in_year += in_year
    return _sorted(Row(name or NO_SUPPLIER, sums) for name, sums in found.items())


BREAKDOWNS: dict[str, tuple[str, Callable[[Reading], list[Row]]]] = {
    "trust": ("Trust", by_trust),
    "initiative": ("Initiative", by_initiative),
    "category": ("Category", by_category),
    "supplier": ("Supplier", by_supplier),
    "kind": ("Kind", by_kind),
}
OF_PRODUCTS = ("category", "supplier")  # in the year only: see `_of_products`


def offered(place: Place) -> list[str]:
    """What a place can be told apart by, the usual first."""
    return [name for name in BREAKDOWNS if name != "trust" or place.is_region]


def largest(rows: list[Row]) -> list[Row]:
    """As many as a person reads on a page, and the others together."""
    rest = rows[MOST_ROWS:]
    if len(rest) < 2:
        return rows
    others = Row(
        f"{len(rest)} others together", sum_of(row.sums for row in rest), note=IN_FILE
    )
    return [*rows[:MOST_ROWS], others]


def _not_taken_up(reading: Reading) -> list[Row]:
    found = reading.not_taken_up
    if not found.identified.full_year:
        return []
    return [Row(NOT_TAKEN_UP, found, reverse("opportunity_list"))]


def _of_products(place: Place, told: ToldBy) -> dict[str, Sums]:
    """What initiatives bring, under a name of their products. A part has one stage, its
    products have none of twelve months: that stays out."""
    found: dict[str, Sums] = defaultdict(Sums)
    for pound in figures.pounds_by_name(place.member, told, **place.scope):
        found[pound.key[0]].count(pound)
    return found


def _opportunities(place: Place, by: By) -> Iterable[tuple[str, Decimal]]:
    """Pounds a year that nobody has taken up, and under which name."""
    if place.year != FinancialYear.of(place.on):
        return []
    rows = Opportunity.objects.visible_to(place.member).filter(by=by, free_value__gt=0)
    whose = place.organisation
    rows = rows.of(whose) if whose else rows.at_the_place_of(place.member)
    name = "supplier__name" if by == By.SUPPLIER else "category"
    return rows.values_list(name, "free_value")


def _open_gaps(reading: Reading, by: By) -> dict[str, Decimal]:
    """What no initiative has taken up, in the year, by category or supplier as it was
    last added up. It comes to the total all the same: pennies that rounding makes are
    in the largest, what has changed since stands by itself."""
    place, found = reading.place, defaultdict[str, Decimal](Decimal)
    rows = list(_opportunities(place, by))
    months = figures.months_left(place.year, on=place.on)
    for name, free_value in rows:
        in_year = free_value * months / 12
        found[name or ""] += in_year.quantize(PENNY, ROUND_HALF_UP)
    rest = reading.not_taken_up.identified.in_year - sum(found.values(), NOTHING)
    if rest:
        is_rounding = abs(rest) <= PENNY * (len(rows) + len(reading.open_gaps))
        name = max(found, key=lambda name: found[name], default=NOT_TOLD_APART)
        found[name if is_rounding else NOT_TOLD_APART] += rest
    return found


def _sorted(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.sums.whole, row.name))
