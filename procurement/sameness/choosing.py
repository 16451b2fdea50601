"""With what something may be one: what is offered, and what a search finds."""

from typing import Any

from django.db.models import Q

from catalogue.matching.rules import rows_of, standing_with
from catalogue.products.models import Kind
from procurement.products.looking import look
from procurement.sameness.naming import like, near_products
from trusts.models import Membership

MOST_FOUND = 30
MOST_SUGGESTED = 12


def offered(kind: Kind, row: Any, text: str, *, member: Membership) -> dict[str, Any]:
    """`suggested` with why each may be it, and `found` for the text."""
    itself = standing_with(kind, row.pk)
    if kind == Kind.PRODUCT:
        hits = look(text, member=member).hits if text else []
        found = [hit.product for hit in hits if hit.product.pk not in itself]
        return {
            "suggested": near_products(row)[:MOST_SUGGESTED],
            "found": found[:MOST_FOUND],
        }
    alike = like(kind, row.pk)
    return {
        "suggested": [(each.other, each.reason) for each in alike],
        "found": _named(kind, text, itself) if text else [],
    }


def _named(kind: Kind, text: str, itself: set[int]) -> list[Any]:
    """Names that have words like these, slips forgiven."""
    text = text.replace("\0", " ")
    model: Any = rows_of(kind)
    rows = model.objects.filter(merged_into=None).exclude(pk__in=itself)
    near = Q(name__trigram_word_similar=text) | Q(name__icontains=text)
    return list(rows.filter(near).order_by("name", "pk")[:MOST_FOUND])
