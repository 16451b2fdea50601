"""What single parts are worth: their full year, this year, and each product's year.

The same statements as the region's figures, narrowed to some parts, so that a part's
page and the dashboard can never differ.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from procurement.savings import part_pound_queries as of_parts
from procurement.savings.models import Claim, Participation
from procurement.savings.years import FinancialYear

NOTHING = Decimal()
_ALWAYS = {"first": date.min, "end": date.max}
_EXPECTED = ("pk", "expected")
_OF_PARTS = "AND c.participation_id = ANY(%(parts)s)"


@dataclass(slots=True)
class PartFigures:
    """Pounds ex VAT: cash released and cost avoided in twelve months, and in one
    financial year. `by_stage` is the year's cash and avoidance by stage; `waiting` is
    what order lines say of months over that finance has not confirmed."""

    full_cash: Decimal = NOTHING
    full_avoided: Decimal = NOTHING
    year_cash: Decimal = NOTHING
    year_avoided: Decimal = NOTHING
    waiting: Decimal = NOTHING
    leakage: Decimal = NOTHING
    by_stage: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)


def figures_of(
    parts: Collection[int], *, year: FinancialYear, on: date
) -> dict[int, PartFigures]:
    """Of parts that the reader may see, by their numbers."""
    found: dict[int, PartFigures] = defaultdict(PartFigures)
    if not parts:
        return found
    values = {"organisations": None, "on": on, "parts": list(parts)}
    for part, _stage, cash, avoided in _rows(of_parts.FULL_YEAR, values | _ALWAYS):
        found[part].full_cash += cash
        found[part].full_avoided += avoided
    of_year = {"first": year.first_month, "end": year.end_month}
    for part, stage, *sums in _rows(of_parts.POUNDS, values | of_year):
        cash, avoided, waiting, leakage = sums
        figures = found[part]
        figures.year_cash += cash
        figures.year_avoided += avoided
        figures.waiting += waiting
        figures.leakage += leakage
        figures.by_stage[stage] = (cash, avoided)
    return found


def expected_of(part: Participation) -> dict[int, Decimal]:
    """Pounds a month by live claim, as every figure of the region counts them."""
    rows = Claim.objects.filter(participation=part, is_live=True)
    return {pk: expected or NOTHING for pk, expected in rows.values_list(*_EXPECTED)}


def years_of_claims(part: int) -> dict[int, Decimal]:
    """What each product of a part is expected to save in twelve months, by claim."""
    rows = Claim.objects.filter(participation=part).exclude(expected=None)
    return {pk: expected * 12 for pk, expected in rows.values_list(*_EXPECTED)}


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    statement = statement.replace("{groups}", "{columns}, stage")
    statement = statement.replace("{columns}", "participation_id")
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("{of_claims}", _OF_PARTS), values)
        return cursor.fetchall()
