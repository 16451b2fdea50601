"""Savings told apart by trust, initiative, kind, category or supplier: each pound in
one row, so that the rows of each add up to the same total."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.urls import reverse

from procurement.dashboard import queries
from procurement.dashboard.reading import Place, Reading, rows_of
from procurement.dashboard.sums import Row, Sums
from procurement.opportunities.models import By, Opportunity
from procurement.savings import figures
from procurement.savings.models import InitiativeKind
from procurement.savings.years import FinancialYear
from procurement.suppliers.models import ProductCategory

NOT_TAKEN_UP = "Not in an initiative yet"
NOT_CLASSIFIED = "not classified"
NO_SUPPLIER = "no supplier named"


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
        for pk, sums in reading.by_trust().items()
        if (trust := reading.trusts.get(pk))
    )


def by_initiative(reading: Reading) -> list[Row]:
    """A trust's parts, which lead to their months; and what none has taken up."""
    rows = [
        Row(
            part.initiative.name
            if not reading.place.is_region
            else f"{part.initiative.name}, {reading.trusts[part.organisation_id].name}",
            sums,
            reverse("part_months", args=[pk]),
            part.get_stage_display(),
        )
        for pk, sums in reading.by_part.items()
        if (part := reading.parts[pk])
    ]
    return _sorted([*rows, *_not_taken_up(reading)])


def by_kind(reading: Reading) -> list[Row]:
    found: dict[str, Sums] = defaultdict(Sums)
    for pk, sums in reading.by_part.items():
        found[reading.parts[pk].initiative.kind].add(sums)
    rows = [Row(InitiativeKind(kind).label, sums) for kind, sums in found.items()]
    return _sorted([*rows, *_not_taken_up(reading)])


def by_category(reading: Reading) -> list[Row]:
    pounds = _of_products(reading.place)
    categories = dict(
        ProductCategory.objects.filter(
            product__in={product for _, product in pounds}
        ).values_list("product", "category")
    )
    found: dict[str, Sums] = defaultdict(Sums)
    for (_, product), sums in pounds.items():
        found[categories.get(product, "")].add(sums)
    for each in _opportunities(reading.place, By.CATEGORY):
        found[each.category].add(_open(each.free_value, reading.place))
    return _sorted(Row(name or NOT_CLASSIFIED, sums) for name, sums in found.items())


def by_supplier(reading: Reading) -> list[Row]:
    """Under the one supplier that the trust spent most with on the product."""
    pounds = _of_products(reading.place)
    products = sorted({product for _, product in pounds})
    names = {
        (row["organisation_id"], row["product_id"]): row["name"]
        for row in rows_of(queries.SUPPLIERS, {"products": products})
    }
    found: dict[str, Sums] = defaultdict(Sums)
    for key, sums in pounds.items():
        found[names.get(key, "")].add(sums)
    for each in _opportunities(reading.place, By.SUPPLIER):
        name = each.supplier.name if each.supplier else ""
        found[name].add(_open(each.free_value, reading.place))
    return _sorted(Row(name or NO_SUPPLIER, sums) for name, sums in found.items())


BREAKDOWNS: dict[str, tuple[str, Callable[[Reading], list[Row]]]] = {
    "trust": ("Trust", by_trust),
    "initiative": ("Initiative", by_initiative),
    "category": ("Category", by_category),
    "supplier": ("Supplier", by_supplier),
    "kind": ("Kind", by_kind),
}


def offered(place: Place) -> list[str]:
    """What a place can be told apart by, the usual first."""
    return [name for name in BREAKDOWNS if name != "trust" or place.is_region]


def _not_taken_up(reading: Reading) -> list[Row]:
    found = Sums()
    for sums in reading.open_gaps.values():
        found.add(sums)
    if not found.identified.full_year:
        return []
    return [Row(NOT_TAKEN_UP, found, reverse("opportunity_list"))]


def _of_products(place: Place) -> dict[tuple[int, int], Sums]:
    """What initiatives bring on each product at each trust. A part has one stage, its
    products have none of twelve months: that stays out."""
    found: dict[tuple[int, int], Sums] = defaultdict(Sums)
    for pound in figures.pounds(place.member, "organisation", "product", **place.scope):
        sums = found[pound.key[0], pound.key[1]]
        stage = sums.of(pound.stage)
        sums.waiting += pound.waiting
        sums.leakage += pound.leakage
        stage.in_year += pound.cash_releasing
        stage.avoided += pound.cost_avoidance
    return found


def _opportunities(place: Place, by: By) -> list[Opportunity]:
    if place.year != FinancialYear.of(place.on):
        return []
    rows = Opportunity.objects.visible_to(place.member).filter(by=by, free_value__gt=0)
    whose = place.organisation
    rows = rows.of(whose) if whose else rows.at_the_place_of(place.member)
    return list(rows.select_related("supplier"))


def _open(free_value: Decimal, place: Place) -> Sums:
    months = figures.months_left(place.year, on=place.on)
    sums = Sums()
    in_year = free_value * months / 12
    sums.identified.in_year = in_year.quantize(Decimal("0.01"), ROUND_HALF_UP)
    sums.identified.full_year = free_value
    return sums


def _sorted(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.sums.whole, row.name))
