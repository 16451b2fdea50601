"""Savings as figures: a pound in exactly one stage, the region the sum of its trusts.

Every function answers only what the member may see, from claims and their months (never
from order lines), so that pages cost what there is of those; where a page is about all
trusts, from what is kept of each, and from the claims of those whose claims changed.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import connection
from django.db.models import Sum

from procurement.savings import part_pound_queries as of_parts
from procurement.savings import pound_queries as queries
from procurement.savings.kept_pound_queries import KEPT_POUNDS
from procurement.savings.models import COUNTED, Participation, SavingsTarget, ToldBy
from procurement.savings.named_pound_queries import NAMED
from procurement.savings.pound_rows import Pounds, YearRow
from procurement.savings.years import FinancialYear, month_of, months_after
from trusts.models import Membership, Organisation
from trusts.permissions import Permission

# What figures may be told apart by, and how a pound says it.
BY = {
    "month": "month",
    "organisation": "organisation_id",
    "initiative": "initiative_id",
    "participation": "participation_id",
    "product": "product_id",
    "kind": "kind",
    "name": "name",
}


@dataclass(frozen=True, slots=True)
class OpenGaps:
    """Listed gaps that no initiative has taken up; `gap_value` is pounds a year."""

    key: tuple[Any, ...]
    gaps: int
    gap_value: Decimal

    def in_year(self, year: FinancialYear, *, on: date) -> Decimal:
        """What could still be saved in the year, from next month on."""
        left = self.gap_value * months_left(year, on=on) / 12
        return left.quantize(Decimal("0.01"), ROUND_HALF_UP)


def months_left(year: FinancialYear, *, on: date) -> int:
    """Months of the year that begin after the one under way."""
    following = months_after(month_of(on), 1)
    return sum(month >= following for month in year.months)


def pounds(
    member: Membership,
    *by: str,
    year: FinancialYear,
    on: date,
    organisation: Organisation | None = None,
) -> list[Pounds]:
    """The year's pounds by stage, told apart by some of BY."""
    values = _values(member, organisation, year=year, on=on)
    if values is None:
        return []
    of_products = "product" in by
    statement = queries.POUNDS_OF_PRODUCTS if of_products else of_parts.POUNDS
    rows = _rows(statement, by, values)
    return [Pounds(tuple(row[: len(by)]), *row[len(by) :]) for row in rows]


def trusts_and_months(
    member: Membership,
    *,
    year: FinancialYear,
    on: date,
    organisation: Organisation | None = None,
) -> list[YearRow]:
    """The year's pounds by trust and month, and each part's full year: what `pounds`
    and `full_year` say."""
    values = _values(member, organisation, year=year, on=on)
    if values is None:
        return []
    by = ("organisation", "month", "participation")
    told = [ToldBy.MONTH, ToldBy.FULL_YEAR]
    rows = _kept(told, of_parts.TRUSTS_AND_MONTHS, by, values)
    return [YearRow(*row) for row in rows]


def pounds_by_name(
    member: Membership,
    told: ToldBy,
    *,
    year: FinancialYear,
    on: date,
    organisation: Organisation | None = None,
) -> list[Pounds]:
    """The year's pounds by stage under the categories of products, or whom their trust
    spent most with on them; "" where one has none. A name may come twice. A product
    that was merged into another is called as that one, which its order lines are of."""
    values = _values(member, organisation, year=year, on=on)
    if values is None:
        return []
    rows = _kept([told], NAMED[told], ("name",), values)
    return [Pounds(row[:1], *row[1:]) for row in rows]


def full_year(
    member: Membership,
    *by: str,
    year: FinancialYear,
    on: date,
    organisation: Organisation | None = None,
) -> list[Pounds]:
    """Twelve months of every part that has a month in the year, by the part's stage.
    Not by month nor product: a part has one stage."""
    values = _values(member, organisation, year=year, on=on)
    if values is None:
        return []
    rows = _rows(of_parts.FULL_YEAR, by, values)
    return [Pounds(tuple(row[: len(by)]), *row[len(by) :]) for row in rows]


def open_gaps(
    member: Membership,
    *by: str,
    on: date,
    organisation: Organisation | None = None,
) -> list[OpenGaps]:
    """Gaps that no part claims, by organisation or product. Only for who sees gaps."""
    values = _values(member, organisation, year=FinancialYear.of(on), on=on)
    if values is None or not member.may(Permission.GAPS_VIEW):
        return []
    rows = _rows(queries.OPEN_GAPS, by, values)
    return [OpenGaps(tuple(row[: len(by)]), *row[len(by) :]) for row in rows]


def lapsed(
    member: Membership,
    *by: str,
    year: FinancialYear,
    on: date,
    organisation: Organisation | None = None,
) -> dict[tuple[Any, ...], Decimal]:
    """What was given up in the year, as pounds of a full year."""
    values = _values(member, organisation, year=year, on=on)
    if values is None:
        return {}
    rows = _rows(queries.LAPSED, by, values)
    return {tuple(row[:-1]): row[-1] or Decimal() for row in rows}


def target_of(year: FinancialYear) -> SavingsTarget | None:
    """The region's newest target of the year."""
    return (
        SavingsTarget.objects.filter(year_start=year.first_month)
        .order_by("-pk")
        .first()
    )


def one_off_cost(
    member: Membership,
    *,
    year: FinancialYear,
    organisation: Organisation | None = None,
) -> Decimal:
    """What agreed parts that start in the year cost once, in pounds."""
    parts = Participation.objects.visible_to(member).filter(
        stage__in=COUNTED,
        start_month__gte=year.first_month,
        start_month__lt=year.end_month,
    )
    if organisation:
        parts = parts.filter(organisation=organisation)
    return parts.aggregate(cost=Sum("one_off_cost"))["cost"] or Decimal()


def _values(
    member: Membership,
    organisation: Organisation | None,
    *,
    year: FinancialYear,
    on: date,
) -> dict[str, Any] | None:
    """What the statements need; None for who may see none of it."""
    if not member.may(Permission.SAVINGS_VIEW):
        return None
    whose = organisation.pk if organisation else None
    if not member.sees_region:
        if whose not in (None, member.organisation_id):
            return None
        whose = member.organisation_id
    return {
        "organisations": [whose] if whose else None,
        "first": year.first_month,
        "end": year.end_month,
        "on": on,
    }


def _rows(
    statement: str, by: tuple[str, ...], values: dict[str, Any]
) -> list[tuple[Any, ...]]:
    columns = ", ".join(BY[each] for each in by) or "'all'::text"
    statement = statement.replace("{groups}", "{columns}, stage")
    statement = statement.replace("{columns}", columns).replace("{of_claims}", "")
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    return rows if by else [row[1:] for row in rows]


def _kept(
    told: list[ToldBy],
    statement: str,
    by: tuple[str, ...],
    values: dict[str, Any],
) -> list[tuple[Any, ...]]:
    """What is kept of trusts; of those that were touched since what the statement, by
    which it is kept, says now."""
    found = _rows(KEPT_POUNDS, by, values | {"told": told})
    stale = [row[0] for row in found if row[0] is not None]
    stage = 1 + len(by)  # none of a trust that has no pounds
    rows = [row[1:] for row in found if row[0] is None and row[stage]]
    if stale:
        rows += _rows(statement, by, values | {"organisations": stale})
    return rows
