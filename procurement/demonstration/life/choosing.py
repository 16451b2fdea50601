"""Which products a specification of the demonstration is about."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Q

from catalogue.products.models import Product

MOST_PRODUCTS = 3


def products_for(noun: str, *, known_at: Collection[str]) -> list[Product]:
    """Three products, of several makers where they are: first those whose description
    has all of the words, then two of them; any where a small region has too few. What
    most of these trusts buy comes first: they agree on what they know."""
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
    return list(found.values())[:MOST_PRODUCTS]
