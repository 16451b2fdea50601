"""Of what two may be one: how it is called in an address and on a page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import Http404
from django.urls import reverse

from catalogue.matching.rules import rows_of
from catalogue.products.models import Kind, Product


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind by its word in an address, its plural, and the page of one of them."""

    kind: Kind
    slug: str
    plural: str
    page: str

    def url_of(self, pk: int) -> str:
        return reverse(self.page, args=[pk])


KINDS = {
    each.kind: each
    for each in (
        KindWords(Kind.PRODUCT, "product", "products", "product_detail"),
        KindWords(
            Kind.MANUFACTURER, "manufacturer", "manufacturers", "manufacturer_detail"
        ),
        KindWords(Kind.SUPPLIER, "supplier", "suppliers", "supplier_detail"),
    )
}


def kind_or_404(slug: str) -> KindWords:
    for words in KINDS.values():
        if words.slug == slug:
            return words
    raise Http404("No such kind.")


def row_or_404(kind: Kind, pk: int) -> Any:
    """The product, manufacturer or supplier with this number."""
    row = _rows(kind).filter(pk=pk).first()
    if row is None:
        raise Http404("No such row.")
    return row


def root_of(row: Any) -> Any:
    """The one that it stands under; itself where it is merged into none."""
    return row.merged_into or row


def name_of(row: Any) -> str:
    """What it is called, with what tells two of one name apart."""
    code = getattr(row, "part_code", "")
    return f"{row} ({code})" if code else str(row)


def names_of(kind: Kind, numbers: set[int]) -> dict[int, Model]:
    return _rows(kind).in_bulk(numbers)


def _rows(kind: Kind) -> Any:
    if kind == Kind.PRODUCT:
        return Product.objects.select_related(
            "merged_into", "manufacturer__merged_into"
        )
    return rows_of(kind).objects.select_related("merged_into")
