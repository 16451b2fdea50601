"""One supplier: what the page of it shows, as far as the member may know it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from catalogue.matching.standing import standing_rows, under
from catalogue.prices.models import PricePaid
from catalogue.products.models import Kind, ManufacturerName, Product, Supplier
from catalogue.spend.models import SpendMonth
from procurement.gaps.models import Gap, GapQuerySet
from procurement.suppliers.bars import Bar, bars_of
from procurement.suppliers.listing import others_of
from procurement.suppliers.models import (
    Kept,
    SupplierCategory,
    SupplierGaps,
    SupplierName,
    SupplierProduct,
    SupplierSpend,
)
from procurement.suppliers.months import months_before
from trusts.models import Membership
from trusts.paging import Order, page_of, read_decimal
from trusts.permissions import Permission
from trusts.restating import choice_of
from trusts.successions import Place

PRODUCTS_A_PAGE = 20
LARGEST_GAPS = 10  # as many as one telephone call bears
MONTHS_SHOWN = 24
MOST_SIMILAR = 5
MAKER = Coalesce(
    "product__manufacturer__merged_into__name", "product__manufacturer__name"
)
MOST_SPENT = Order("spend", descending=True, read=read_decimal)


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product bought from the supplier: pounds of the year, the own price per each
    where one trust is looked at, and its listed gaps in pounds a year."""

    product: Product
    spend: Decimal
    trusts: int
    price: PricePaid | None
    gaps: list[Gap]

    @property
    def gap_value(self) -> Decimal:
        return sum((gap.gap_value for gap in self.gaps), Decimal(0))


def suppliers() -> QuerySet[Supplier]:
    """Suppliers; `is_maker` says whether a manufacturer goes by the same name."""
    names = ManufacturerName.objects.filter(name_key=OuterRef("name_key"))
    return Supplier.objects.annotate(is_maker=Exists(names))


def supplier_detail(
    supplier: Supplier, query: Mapping[str, str], *, member: Membership
) -> dict[str, Any]:
    kept = Kept.objects.first()
    categories = SupplierCategory.objects.filter(supplier=supplier)
    context: dict[str, Any] = {
        "supplier": supplier,
        "kept": kept,
        "categories": categories.values_list("category", flat=True)
        .distinct()
        .order_by("category"),
        "similar": similar_to(supplier),
        "under": under(Kind.SUPPLIER, standing_rows(supplier), member=member),
        "may_decide": member.may(Permission.SAMENESS_DECIDE),
        "sees_spend": member.may(Permission.PRICES_OWN_VIEW),
        "sees_gaps": member.may(Permission.GAPS_VIEW),
        "may_ask": member.may(Permission.ASKS_MAKE),
        "sees_region": member.sees_region,
    }
    if not context["sees_spend"]:
        names = SupplierName.objects.filter(supplier=supplier)
        plain = names.values_list("name", flat=True)
        return context | {"plain_names": others_of(supplier, plain)}
    context["spellings"] = _spellings(supplier, member)
    if kept is None:
        return context
    return context | _money(supplier, kept, query, member=member)


def similar_to(supplier: Supplier) -> QuerySet[Supplier]:
    """Others that may be the same: one's name goes on where the other's ends."""
    words = supplier.name_key.split()
    shorter = [" ".join(words[:count]) for count in range(1, len(words))]
    longer = Q(name_key__startswith=f"{supplier.name_key} ")
    others = Supplier.objects.filter(longer | Q(name_key__in=shorter), merged_into=None)
    return others.order_by("name_key")[:MOST_SIMILAR]


def counted_gaps(supplier: Supplier, *, member: Membership) -> GapQuerySet:
    """The listed gaps that count under the supplier, the largest first."""
    gaps = Gap.objects.visible_to(member).listed().filter(counted__supplier=supplier)
    return gaps.order_by("-gap_value", "-id")


def _products(
    supplier: Supplier, query: Mapping[str, str], *, member: Membership
) -> dict[str, Any]:
    """A page of the products bought from it in the year, most spent first."""
    own = SupplierProduct.objects.visible_to(member).filter(supplier=supplier)
    products = Product.objects.filter(supplied__in=own).select_related("manufacturer")
    page = page_of(
        products.annotate(
            spend=Sum("supplied__spend"), trusts=Count("supplied__organisation")
        ),
        MOST_SPENT,
        after=query.get("after", ""),
        before=query.get("before", ""),
        size=PRODUCTS_A_PAGE,
    )
    return {"product_page": page, "product_rows": _with_prices(page.rows, member)}


def _money(
    supplier: Supplier, kept: Kept, query: Mapping[str, str], *, member: Membership
) -> dict[str, Any]:
    spends = list(
        SupplierSpend.objects.visible_to(member)
        .filter(supplier=supplier)
        .select_related("organisation")
        .order_by("-spend", "organisation__code")
    )
    place = None if member.sees_region else member.organisation_id
    sums = SupplierGaps.objects.visible_to(member).at_the_place_of(member)
    gaps = counted_gaps(supplier, member=member)
    by_trust = _by_trust(spends, query, kept) if member.sees_region else {}
    return {
        **by_trust,
        "spent": next((s for s in spends if s.organisation_id == place), None),
        "gap_sum": sums.filter(supplier=supplier).first(),
        "gaps": gaps.select_related(
            "product", "organisation", "lowest_organisation", "counted"
        )[:LARGEST_GAPS],
        "months": _months(supplier, kept, member),
        **_makers(supplier, member),
        **_products(supplier, query, member=member),
    }


def _by_trust(
    spends: list[SupplierSpend], query: Mapping[str, str], kept: Kept
) -> dict[str, Any]:
    """A bar for each trust, or for its successor where that is asked for."""
    of_trusts = [
        (row.organisation, row.spend) for row in spends if row.organisation is not None
    ]
    codes = [trust.code for trust, _ in of_trusts]
    restating = choice_of(query, on=kept.as_at, codes=codes)
    sums: dict[Place, Decimal] = defaultdict(Decimal)
    for trust, spend in of_trusts:
        sums[restating.under(trust.code, trust.name)] += spend
    ranked = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0].code))
    return {"by_trust": bars_of(ranked), "restating": restating}


def _spellings(supplier: Supplier, member: Membership) -> dict[str, list[str]]:
    """Each spelling with the trusts whose extracts have it."""
    rows = SupplierName.objects.visible_to(member).filter(supplier=supplier)
    pairs = rows.order_by("name", "organisation__name").values_list(
        "name", "organisation__name"
    )
    spellings = defaultdict(list)
    for name, organisation in pairs:
        spellings[name].append(organisation)
    return dict(spellings)


def _months(supplier: Supplier, kept: Kept, member: Membership) -> list[Bar]:
    """Spend in pounds of each of the last months, oldest first."""
    months = months_before(kept.last_month, MONTHS_SHOWN)
    rows = SpendMonth.objects.visible_to(member).filter(
        supplier=supplier, month__range=(months[0], months[-1])
    )
    spent: dict[date, Decimal] = dict(
        rows.values("month")
        .annotate(spend=Sum("net_value"))
        .values_list("month", "spend")
    )
    return bars_of((month, spent.get(month, Decimal(0))) for month in months)


def _makers(supplier: Supplier, member: Membership) -> dict[str, Any]:
    """Who makes what was bought, most spent first, and what is matched to nothing."""
    rows = list(
        SupplierProduct.objects.visible_to(member)
        .filter(supplier=supplier)
        .annotate(is_unmatched=Q(product=None))
        .values("is_unmatched", name=MAKER)
        .annotate(spend=Sum("spend"), products=Count("product", distinct=True))
        .order_by("-spend", "name")
    )
    return {
        "makers": [row for row in rows if row["name"]],
        "unmatched": next(
            (row["spend"] for row in rows if row["is_unmatched"]), Decimal(0)
        ),
    }


def _with_prices(products: list[Any], member: Membership) -> list[ProductRow]:
    gaps = defaultdict(list)
    for gap in Gap.objects.visible_to(member).listed().filter(product__in=products):
        gaps[gap.product_id].append(gap)
    prices = {}
    if not member.sees_region:
        paid = PricePaid.objects.visible_to(member).filter(
            organisation=member.organisation_id, product__in=products
        )
        prices = {price.product_id: price for price in paid}
    return [
        ProductRow(each, each.spend, each.trusts, prices.get(each.pk), gaps[each.pk])
        for each in products
    ]
