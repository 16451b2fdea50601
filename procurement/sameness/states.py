"""Where items, prices, gaps and suppliers' figures stand, to be compared with where
they stand once something is merged or parted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Sum

from catalogue.matching.models import Match
from catalogue.prices.models import PricePaid
from catalogue.purchases.models import Item, PurchaseLine
from procurement.gaps.models import Gap, SuspectPrice
from procurement.suppliers.models import SupplierGaps, SupplierSpend
from trusts.models import Membership

# By product and organisation, both by number.
type Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PriceState:
    """Of some products. Items by number: product, organisation, eaches. Prices are
    pounds per each, gaps pounds a year."""

    items: dict[int, tuple[int, int, int | None]]
    prices: dict[Place, Decimal]
    gaps: dict[Place, Decimal]
    suspects: frozenset[Place]


def items_on(products: Collection[int]) -> dict[int, tuple[int, int, int | None]]:
    rows = Match.objects.filter(product__in=products)
    return {
        item: (product, organisation, eaches)
        for item, product, organisation, eaches in rows.values_list(
            "item", "product", "organisation", "eaches"
        )
        if product is not None
    }


def price_state(products: Collection[int], *, member: Membership) -> PriceState:
    """Whoever asks decides what of it a person may see; prices that other trusts keep
    confidential from the member are not in it."""
    prices = PricePaid.objects.filter(
        product__in=products, price_each__isnull=False
    ).not_hidden_from(member)
    gaps = Gap.objects.listed().filter(product__in=products)
    suspects = SuspectPrice.objects.filter(product__in=products)
    return PriceState(
        items=items_on(products),
        prices=_by_place(prices, "price_each"),
        gaps=_by_place(gaps, "gap_value"),
        suspects=frozenset(suspects.values_list("product", "organisation")),
    )


def spent_on(items: Collection[int], *, on: date) -> dict[int, Decimal]:
    """Pounds ex VAT of the 365 days up to a day, by item, carriage apart."""
    lines = PurchaseLine.objects.filter(
        item__in=items,
        is_live=True,
        order_date__gt=on - timedelta(days=365),
        order_date__lte=on,
    ).exclude(kind="G")
    return dict(lines.values_list("item").annotate(Sum("net_value")).order_by())


@dataclass(frozen=True, slots=True)
class SupplierState:
    """Of some suppliers. Spend in pounds of the kept year by supplier and organisation;
    gaps that count under each supplier of the region: how many, pounds a year. Items by
    supplier and organisation."""

    spend: dict[Place, Decimal]
    items: dict[Place, int]
    gaps: dict[int, tuple[int, Decimal]]


def supplier_state(suppliers: Collection[int]) -> SupplierState:
    spends = SupplierSpend.objects.filter(supplier__in=suppliers)
    spends = spends.exclude(organisation=None)
    gaps = SupplierGaps.objects.filter(organisation=None, gaps__gt=0)
    items = Item.objects.live().filter(supplier__in=suppliers)
    counts = items.values_list("supplier", "organisation").annotate(Count("pk"))
    return SupplierState(
        spend={
            (supplier, place): spend
            for supplier, place, spend in spends.values_list(
                "supplier", "organisation", "spend"
            )
        },
        items={(supplier, place): n for supplier, place, n in counts.order_by()},
        gaps={
            supplier: (count, value)
            for supplier, count, value in gaps.values_list(
                "supplier", "gaps", "gap_value"
            )
        },
    )


def _by_place(rows, field: str) -> dict[Place, Decimal]:
    return {
        (product, organisation): value
        for product, organisation, value in rows.values_list(
            "product", "organisation", field
        )
    }
