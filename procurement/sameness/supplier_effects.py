"""What merging or parting suppliers changes: whose items, spend and gaps stand under
which of them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Sum

from catalogue.matching.actions import match_items
from catalogue.products.models import Supplier
from catalogue.spend.actions import keep_spend
from procurement.sameness.states import SupplierState, supplier_state
from procurement.sameness.trying import CannotTry, tried
from procurement.suppliers.actions import keep_suppliers
from procurement.suppliers.models import SupplierSpend
from trusts.models import Organisation

# Order lines of the year at the trusts that buy from them: what is summed afresh.
MOST_LINES = 1_000_000
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class SupplierTrustEffect:
    """One trust with one of the suppliers: items, and pounds of the year."""

    trust: str
    items_before: int
    items_after: int
    spend_before: Decimal
    spend_after: Decimal


@dataclass(frozen=True, slots=True)
class SupplierEffect:
    """One of the suppliers; the gaps that count under it, pounds a year."""

    supplier: Supplier
    trusts: tuple[SupplierTrustEffect, ...]
    gaps_before: tuple[int, Decimal]
    gaps_after: tuple[int, Decimal]

    @property
    def spend_before(self) -> Decimal:
        return sum((trust.spend_before for trust in self.trusts), NOTHING)

    @property
    def spend_after(self) -> Decimal:
        return sum((trust.spend_after for trust in self.trusts), NOTHING)

    @property
    def items_moved(self) -> int:
        return sum(abs(t.items_after - t.items_before) for t in self.trusts)


def supplier_effects_of(
    do: Callable[[], object], suppliers: Collection[int], *, on: date, at: datetime
) -> list[SupplierEffect]:
    """What `do` would change of these suppliers, in a region that stands still."""
    _refuse_too_many(suppliers)
    keep_spend()
    keep_suppliers(on=on, at=at)
    before = supplier_state(suppliers)
    after = tried(do, lambda: _after(suppliers, on=on, at=at))
    named = Supplier.objects.in_bulk(
        {*suppliers}
        | {s for s in {*before.gaps, *after.gaps}
           if before.gaps.get(s) != after.gaps.get(s)}
    )  # fmt: skip
    places = Organisation.objects.in_bulk()
    effects = [_of(each, before, after, places) for each in named.values()]
    return sorted(effects, key=lambda each: (-each.spend_after, each.supplier.name))


def _after(suppliers: Collection[int], *, on: date, at: datetime) -> SupplierState:
    match_items()
    keep_spend()
    keep_suppliers(on=on, at=at)
    return supplier_state(suppliers)


def _refuse_too_many(suppliers: Collection[int]) -> None:
    spends = SupplierSpend.objects.exclude(organisation=None)
    of_them = spends.filter(supplier__in=suppliers).values("organisation")
    lines = spends.filter(organisation__in=of_them).aggregate(n=Sum("lines"))["n"]
    if (lines or 0) > MOST_LINES:
        raise CannotTry(
            f"The trusts that buy from these have {lines:,} order lines in the year: "
            "more than can be summed while you wait. What each spent so far stands on "
            "the two suppliers’ pages, and together that is what they will come to. "
            "It can be undone."
        )


def _of(
    supplier: Supplier,
    before: SupplierState,
    after: SupplierState,
    places: dict[int, Organisation],
) -> SupplierEffect:
    keys = {*before.spend, *after.spend, *before.items, *after.items}
    found = sorted({place for number, place in keys if number == supplier.pk})
    rows = [
        SupplierTrustEffect(
            places[place].name,
            before.items.get((supplier.pk, place), 0),
            after.items.get((supplier.pk, place), 0),
            before.spend.get((supplier.pk, place), NOTHING),
            after.spend.get((supplier.pk, place), NOTHING),
        )
        for place in found
    ]
    nothing = (0, NOTHING)
    return SupplierEffect(
        supplier,
        tuple(sorted(rows, key=lambda row: row.trust)),
        before.gaps.get(supplier.pk, nothing),
        after.gaps.get(supplier.pk, nothing),
    )
