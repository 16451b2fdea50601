"""Suppliers and manufacturers that are probably one, for a person to say."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Q

from catalogue.matching.rules import rows_of
from catalogue.products.models import Kind, Product, SaidDifferent
from catalogue.suggestions.models import ProductPair
from procurement.products.looking import existing
from procurement.sameness import queries
from procurement.sameness.kinds import names_of

LOOKED_AT = 1_000  # names of one page, most spent with first
MOST_PAIRS = 30
MOST_LIKE_ONE = 8
_START = (Decimal(10) ** 40, 2**62)

REASONS = {
    1: "One name goes on where the other ends.",
    2: "The same but for spaces.",
    3: "The same but for general words at the end.",
    4: "Spelt nearly alike.",
}
_SPEND = {
    Kind.SUPPLIER: queries.SPEND_OF_SUPPLIERS,
    Kind.MANUFACTURER: queries.SPEND_OF_MANUFACTURERS,
}


@dataclass(frozen=True, slots=True)
class Alike:
    """Two rows of one kind, the one that more is spent with first; pounds a year in
    the region."""

    one: Any
    other: Any
    reason: str
    spend: Decimal
    other_spend: Decimal


@dataclass(frozen=True, slots=True)
class Names:
    """A page of pairs, and where the next one begins, "" where there is none."""

    pairs: list[Alike]
    older: str


def alike(kind: Kind, *, after: str = "") -> Names:
    """Pairs by what is spent with the larger one, from a cursor on."""
    spend, pk = _read(after) or _START
    values = {"kind": kind, "spend": spend, "id": pk, "most": LOOKED_AT}
    rows = _run(queries.ALIKE, kind, values)
    cut = rows[:MOST_PAIRS]
    if len(rows) > MOST_PAIRS:
        # A name's pairs stay together, unless it alone fills the page.
        whole = [row for row in cut if row[0] != rows[MOST_PAIRS][0]]
        cut = whole or cut
        older = f"{cut[-1][3]}_{cut[-1][0]}"
    else:
        last = _run(queries.LAST_LOOKED_AT, kind, values)
        older = f"{last[0][0]}_{last[0][1]}" if last else ""
    return Names(_shown(kind, cut), older)


def like(kind: Kind, pk: int) -> list[Alike]:
    """Those whose name is like one's, by how surely and what is spent with them."""
    values = {"kind": kind, "id": pk, "most": 1}
    rows = _run(queries.ALIKE, kind, values, firsts=queries.FIRST_ALONE, order="true")
    return _shown(kind, rows[:MOST_LIKE_ONE])


def near_products(product: Product) -> list[tuple[Product, str]]:
    """Products that may be it, each with why: what suggestions found, likeliest first,
    then nearly the same part code or the very same words. None that a person has said
    to be another."""
    reasons: dict[int, str] = {}
    either = Q(low=product) | Q(high=product)
    for pair in ProductPair.objects.standing().filter(either).best_first():
        other = pair.high_id if pair.low_id == product.pk else pair.low_id
        reasons[other] = "; ".join([pair.likelihood, *pair.reasons])
    with connection.cursor() as cursor:
        cursor.execute(queries.NEAR_PRODUCTS, {"id": product.pk, "most": MOST_LIKE_ONE})
        for (other,) in cursor.fetchall():
            reasons.setdefault(other, "Nearly the same part code, or the same words")
    said = SaidDifferent.objects.in_force().filter(kind=Kind.PRODUCT)
    either = Q(low_id=product.pk) | Q(high_id=product.pk)
    for low, high in said.filter(either).values_list("low_id", "high_id"):
        reasons.pop(high if low == product.pk else low, None)
    found = existing(reasons)
    return [(found[pk], why) for pk, why in reasons.items() if pk in found]


def _run(
    statement: str,
    kind: Kind,
    values: dict[str, Any],
    *,
    firsts: str = queries.FIRSTS_FROM,
    order: str = queries.LARGER_FIRST,
) -> list[Any]:
    sql = statement.format(
        spend=_SPEND[kind],
        table=rows_of(kind)._meta.db_table,
        general=queries.GENERAL,
        firsts=firsts,
        order=order,
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _shown(kind: Kind, rows: list[Any]) -> list[Alike]:
    named = names_of(kind, {pk for row in rows for pk in row[:2]})
    return [
        Alike(named[one], named[other], REASONS[reason], spend, other_spend)
        for one, other, reason, spend, other_spend in rows
    ]


def _read(text: str) -> tuple[Decimal, int] | None:
    spend, _, pk = text.rpartition("_")
    try:
        number, row = Decimal(spend), int(pk)
    except (ValueError, ArithmeticError):
        return None
    return (number, row) if number.is_finite() and abs(row) < 2**62 else None
