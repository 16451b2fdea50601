"""Which of the gaps that somebody may see are the ones they ask for."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from catalogue.matching.models import Match
from catalogue.products.models import (
    Manufacturer,
    NationalCode,
    Pack,
    PartCode,
    Product,
    Supplier,
)
from catalogue.purchases.models import Item
from procurement.gaps.forms import NOT_CLASSIFIED
from procurement.gaps.models import GapQuerySet
from procurement.gaps.summaries import as_at
from procurement.gaps.whose import narrow_by_work
from trusts.models import Membership, Organisation
from trusts.paging import Order, read_decimal
from trusts.restating import RESTATED, as_recorded

# Field, and whether "descending" of what the page shows is ascending of the field: an
# age is shown, a date is kept.
_FIELDS = {
    "value": ("gap_value", False),
    "percent": ("gap_percent", False),
    "price": ("price_each", False),
    "trusts": ("trusts", False),
    "age": ("lowest_last_order_on", True),
    # The most urgent is the first of "descending"; what has no day comes last.
    "due": ("due_day", True),
}
_READ: dict[str, Callable[[str], Any]] = {
    "gap_value": read_decimal,
    "gap_percent": read_decimal,
    "price_each": read_decimal,
    "trusts": int,
    "lowest_last_order_on": date.fromisoformat,
    "due_day": date.fromisoformat,
}
_GTIN_LENGTHS = (8, 12, 13, 14)
# A part code this short is a word like any other.
_FEWEST_CHARACTERS = 3
# Nobody reads further; it keeps a code that means nothing ("1") from being everything.
_MOST_PRODUCTS = 1000


def order_of(asked: dict[str, Any]) -> Order:
    """The order asked for, by the cleaned fields of the filters."""
    field, is_reversed = _FIELDS[asked["sort"]]
    return Order(
        field=field,
        descending=(asked["order"] == "desc") != is_reversed,
        read=_READ[field],
    )


def narrow(
    gaps: GapQuerySet, asked: dict[str, Any], *, member: Membership
) -> GapQuerySet:
    """The gaps that are there and meet every cleaned field of the filters."""
    gaps = narrow_by_work(gaps, asked, member=member)
    if asked.get("trust"):
        gaps = gaps.filter(organisation__in=_trusts(asked))
    if asked["least_value"] is not None:
        gaps = gaps.filter(gap_value__gte=asked["least_value"])
    if asked["least_trusts"] is not None:
        gaps = gaps.filter(trusts__gte=asked["least_trusts"])
    if asked["state"]:
        gaps = gaps.filter(state=asked["state"])
    if asked["found_from"]:
        gaps = gaps.filter(found_on__gte=asked["found_from"])
    if asked["supplier"]:
        gaps = gaps.filter(Exists(_bought_from(asked["supplier"])))
    if asked["category"]:
        gaps = gaps.filter(_of_category(asked["category"]))
    if asked["under"] is not None:
        gaps = gaps.filter(counted__supplier=asked["under"] or None)
    if asked["search"]:
        gaps = gaps.filter(product__in=products_like(asked["search"], member=member))
    if asked["sort"] == "due":
        gaps = gaps.annotate(due_day=Coalesce("due_on", date.max))
    return gaps


def _trusts(asked: dict[str, Any]) -> list[int]:
    """The trust asked for; restated, with those whose figures stand under it."""
    trust, on = asked["trust"], as_at()
    if asked["organisations"] != RESTATED or on is None:
        return [trust.pk]
    codes = as_recorded(on=on).codes_under(trust.code) or [trust.code]
    return list(
        Organisation.objects.filter(code__in=codes).values_list("pk", flat=True)
    )


def products_like(text: str, *, member: Membership) -> QuerySet[Product, Any]:
    """Products whose description or maker has every word, or that carry the code:
    part code, GTIN, national code, or a local code of a trust whose items the member
    may see."""
    by_words = Q()
    for word in text.split():
        makers = list(
            Manufacturer.objects.filter(
                Q(name__icontains=word) | Q(merged_into__name__icontains=word)
            ).values_list("pk", flat=True)
        )
        by_words &= Q(description__icontains=word) | Q(manufacturer__in=makers)
    found = Product.objects.filter(
        by_words | Q(pk__in=_products_with_code(text, member=member))
    )
    # What a person merged is found as what it stands under.
    return found.values(root=Coalesce("merged_into", "pk"))


def _products_with_code(text: str, *, member: Membership) -> list[int]:
    """Looked up first, each by its index, so that the words can use theirs."""
    code = text.strip()
    plain = code.upper().translate(str.maketrans("", "", " -/._\t\u00a0"))
    items = Q(
        organisation__in=_organisations(member), local_code__in={code, code.upper()}
    )
    packs = Pack.objects.none()
    if len(plain) >= _FEWEST_CHARACTERS:
        items |= Q(npc_key=plain) | Q(part_key=plain)
    if plain.isascii() and plain.isdigit() and len(plain) in _GTIN_LENGTHS:
        items |= Q(gtin_key=plain.zfill(14))
        packs = Pack.objects.filter(gtin=plain.zfill(14))
    matched = Item.objects.filter(items, match__product__isnull=False)
    found = (
        matched.values_list("match__product", flat=True),
        packs.values_list("product", flat=True),
        NationalCode.objects.filter(npc=plain).values_list("product", flat=True),
        PartCode.objects.filter(part_key=plain).values_list("product", flat=True),
    )
    return [pk for products in found for pk in products[:_MOST_PRODUCTS]]


def _organisations(member: Membership) -> list[int]:
    """Whose local codes the member may search."""
    if not member.sees_region:
        return [member.organisation_id]
    buying = Organisation.objects.visible_to(member).buying()
    return list(buying.values_list("pk", flat=True))


def _of_category(name: str) -> Q:
    """That the product has the category: one of that name, or none at all."""
    if name == NOT_CLASSIFIED:
        return Q(product__classified=None) | Q(product__classified__category="")
    return Q(product__classified__category=name)


def _bought_from(text: str) -> QuerySet[Match]:
    """Items through which the gap's trust buys its product from such a supplier."""
    suppliers = Supplier.objects.all()
    for word in text.split():
        suppliers = suppliers.filter(name__icontains=word)
    return Match.objects.filter(
        product=OuterRef("product"),
        organisation=OuterRef("organisation"),
        item__supplier__in=list(suppliers.values_list("pk", flat=True)),
    )
