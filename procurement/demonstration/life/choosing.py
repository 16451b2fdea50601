"""Which products a specification of the demonstration is about."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum

from catalogue.products.models import Product
from catalogue.purchases.models import PurchaseLine

MOST_PRODUCTS = 3
LATELY = timedelta(days=120)


def products_for(noun: str, *, known_at: Collection[str], on: date) -> list[Product]:
    """Three products, of several makers where they are: first those whose description
    has all of the words, then two of them; any where a small region has too few. Known
    to most of these trusts; what is bought most stands first, to be the standard."""
    rows = (
        Product.objects.filter(merged_into=None)
        .annotate(
            trusts=Count(
                "matches__organisation",
                filter=Q(matches__organisation__code__in=known_at),
                distinct=True,
            )
        )
        .order_by("-trusts", "pk")
    )
    found: dict[int, Product] = {}
    for words in (noun, " ".join(noun.split()[:2]), ""):
        named = rows.filter(description__icontains=words)[:60]
        one_a_maker: dict[Any, Any] = {}
        for each in named:
            one_a_maker.setdefault(each.manufacturer_id, each)
        for each in (*one_a_maker.values(), *named):
            found.setdefault(each.pk, each)
        if len(found) >= MOST_PRODUCTS:
            break
    return _most_bought_first(list(found.values())[:MOST_PRODUCTS], known_at, on)


def _most_bought_first(
    products: list[Product], known_at: Collection[str], on: date
) -> list[Product]:
    """By their part of what each trust bought of them all lately, trusts alike."""
    lines = PurchaseLine.objects.live().filter(
        item__match__product__in=products,
        item__match__eaches__isnull=False,
        organisation__code__in=known_at,
        order_date__gt=on - LATELY,
    )
    units: dict[int, dict[int, Decimal]] = {}
    bought = lines.values_list("organisation", "item__match__product")
    for trust, product, eaches in bought.annotate(
        eaches=Sum(F("quantity") * F("item__match__eaches"))
    ):
        units.setdefault(trust, {})[product] = max(eaches, Decimal(0))
    shares: defaultdict[int, Decimal] = defaultdict(Decimal)
    for of_trust in units.values():
        for product, eaches in of_trust.items():
            shares[product] += eaches / (sum(of_trust.values()) or 1)
    return sorted(products, key=lambda each: -shares[each.pk])
