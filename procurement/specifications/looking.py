"""Finding products for a specification, by words, codes and barcodes. No prices."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from catalogue.matching.models import Match
from catalogue.products.models import Product
from catalogue.products.searching import find_products
from procurement.specifications.models import Version

FIRST = 20  # as many as a person looks through here


@dataclass(frozen=True, slots=True)
class Hit:
    product: Product
    is_there: bool


@dataclass(frozen=True, slots=True)
class Looked:
    hits: list[Hit]
    is_too_broad: bool


def look(text: str, version: Version) -> Looked:
    """Products that `text` means, best first, with whether the version has them."""
    found = find_products(text, size=FIRST)
    on_it = Match.objects.filter(product=OuterRef("pk"))
    products = (
        Product.objects.filter(Q(is_declared=True) | Exists(on_it), merged_into=None)
        .select_related("manufacturer__merged_into")
        .in_bulk(list(found.products))
    )
    there = {*version.considered.values_list("product", flat=True)}
    hits = [Hit(products[pk], pk in there) for pk in found.products if pk in products]
    return Looked(hits, found.is_too_broad)
