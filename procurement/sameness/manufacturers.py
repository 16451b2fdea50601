"""What the pages of manufacturers show: their names, their products, what is spent."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from catalogue.matching.standing import standing_rows, under
from catalogue.products.models import Kind, Manufacturer, ManufacturerName, Product
from catalogue.purchases.models import Item
from procurement.sameness import naming
from procurement.suppliers.models import Kept, SupplierProduct
from trusts.models import Membership
from trusts.paging import Order, Page, page_of, read_decimal, read_words
from trusts.permissions import Permission

BY_NAME = Order("name_key", False, read_words)
MOST_SPENT = Order("spend", True, read_decimal)
BY_NUMBER = Order("id", False, int)
PRODUCTS_A_PAGE = 20
MOST_SPELLINGS = 100


@dataclass(frozen=True, slots=True)
class ManufacturerRow:
    """`spend` is pounds of the kept year: the trust's, or the region's for who sees
    all; None where the member may not know."""

    manufacturer: Manufacturer
    others: list[str]
    products: int
    spend: Decimal | None


def manufacturer_list(
    query: Mapping[str, str], text: str, *, member: Membership
) -> dict[str, Any]:
    rows = Manufacturer.objects.filter(merged_into=None)
    if text:
        rows = rows.filter(
            Q(name__icontains=text)
            | Q(merged__name__icontains=text)
            | Q(name__trigram_word_similar=text)
        ).distinct()
    page = page_of(
        rows, BY_NAME, after=query.get("after", ""), before=query.get("before", "")
    )
    return {
        "page": page,
        "rows": _rows(page.rows, member),
        "kept": Kept.objects.first(),
        "sees_spend": member.may(Permission.PRICES_OWN_VIEW),
        "sees_region": member.sees_region,
    }


def _rows(found: list[Manufacturer], member: Membership) -> list[ManufacturerRow]:
    """As many queries for one as for fifty."""
    pks = [row.pk for row in found]
    others = defaultdict(list)
    merged = Manufacturer.objects.filter(merged_into__in=pks).order_by("name")
    for root, name in merged.values_list("merged_into", "name"):
        others[root].append(name)
    made = Product.objects.filter(merged_into=None).filter(_made_by(pks))
    made = made.annotate(root=Coalesce("manufacturer__merged_into", "manufacturer_id"))
    counts: dict[int, int] = dict(made.values_list("root").annotate(Count("pk")))
    sees = member.may(Permission.PRICES_OWN_VIEW)
    spends = _spends(pks, member) if sees else {}
    return [
        ManufacturerRow(
            row,
            others[row.pk],
            counts.get(row.pk, 0),
            spends.get(row.pk, Decimal(0)) if sees else None,
        )
        for row in found
    ]


def _spends(pks: Collection[int], member: Membership) -> dict[int, Decimal]:
    bought = SupplierProduct.objects.visible_to(member).filter(
        _made_by(pks, "product__")
    )
    by_root = bought.annotate(
        root=Coalesce("product__manufacturer__merged_into", "product__manufacturer")
    )
    return dict(by_root.values_list("root").annotate(Sum("spend")))


def _made_by(pks: Collection[int], path: str = "") -> Q:
    return Q(**{f"{path}manufacturer__in": pks}) | Q(
        **{f"{path}manufacturer__merged_into__in": pks}
    )


def manufacturer_detail(
    maker: Manufacturer, query: Mapping[str, str], *, member: Membership
) -> dict[str, Any]:
    sees_spend = member.may(Permission.PRICES_OWN_VIEW)
    may_decide = member.may(Permission.SAMENESS_DECIDE)
    kind = Kind.MANUFACTURER
    made = Product.objects.filter(merged_into=None).filter(_made_by([maker.pk]))
    return {
        "maker": maker,
        "kept": Kept.objects.first(),
        "page": _products(made, query, member),
        "spend": _spend(maker, member) if sees_spend else None,
        "products": made.count(),
        "spellings": _spellings(maker, member),
        "similar": naming.like(kind, maker.pk) if may_decide else [],
        "sees_spend": sees_spend,
        "sees_region": member.sees_region,
        "may_decide": may_decide,
        "under": under(kind, standing_rows(maker), member=member),
    }


def _products(
    made: QuerySet[Any], query: Mapping[str, str], member: Membership
) -> Page:
    """Most spent first; without price rights in no order that money decides."""
    order = BY_NUMBER
    if member.may(Permission.PRICES_OWN_VIEW):
        bought = SupplierProduct.objects.visible_to(member)
        made = made.filter(supplied__in=bought).annotate(
            spend=Sum("supplied__spend"),
            trusts=Count("supplied__organisation", distinct=True),
        )
        order = MOST_SPENT
    after, before = query.get("after", ""), query.get("before", "")
    return page_of(made, order, after=after, before=before, size=PRODUCTS_A_PAGE)


def _spend(maker: Manufacturer, member: Membership) -> Decimal:
    bought = SupplierProduct.objects.visible_to(member)
    made = bought.filter(_made_by([maker.pk], "product__"))
    return made.aggregate(spend=Sum("spend"))["spend"] or Decimal(0)


def _spellings(maker: Manufacturer, member: Membership) -> list[str]:
    """The names in extracts that the member may see; else their keys alone."""
    of_it = Q(manufacturer=maker) | Q(manufacturer__merged_into=maker)
    keys = ManufacturerName.objects.filter(of_it).values_list("name_key", flat=True)
    if not member.may(Permission.PRICES_OWN_VIEW):
        return sorted(keys)[:MOST_SPELLINGS]
    items = Item.objects.visible_to(member).live()
    if member.may(Permission.PRICES_PEER_VIEW):
        items = Item.objects.live()
    named = items.filter(manufacturer_key__in=list(keys)).exclude(manufacturer_name="")
    names = named.values_list("manufacturer_name", flat=True).distinct()
    return list(names.order_by("manufacturer_name")[:MOST_SPELLINGS])
