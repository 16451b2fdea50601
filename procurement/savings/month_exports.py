"""Months, order lines and leaks as files, exact to the last decimal."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.utils import timezone

from procurement.savings.claim_lines import ClaimLine
from procurement.savings.models import ClaimMonth, ConfirmedMonth, Participation
from procurement.savings.month_forms import MonthFilters
from procurement.savings.month_reading import PartMonth, months_page
from trusts.exports import (
    COUNT,
    DAY,
    EACHES,
    POUNDS,
    Cell,
    Column,
    Sheet,
    as_number,
    as_text,
)
from trusts.models import Membership

A_BATCH = 1_000

MONTH_COLUMNS = (
    Column("Month"),
    Column("Trust", width=32),
    Column("Initiative", width=48),
    Column("State", width=20),
    Column("Why it is not ready", width=40),
    Column("Cash-releasing by the order lines (pounds)", POUNDS),
    Column("Cost avoidance by the order lines (pounds)", POUNDS),
    Column("Cash-releasing confirmed (pounds)", POUNDS),
    Column("Cost avoidance confirmed (pounds)", POUNDS),
    Column("Leakage by the order lines (pounds)", POUNDS),
    Column("Volume effect, only reported (pounds)", POUNDS),
    Column("Order lines", COUNT),
    Column("Eaches, in a switch uses", EACHES),
    Column("Of these at the agreed price or below", EACHES),
    Column("Confirmed on", DAY),
    Column("Confirmed by", width=24),
)
PART_HEADINGS = (
    "Month",
    "Product number",
    "Product",
    "Which figures",
    "On",
    "By",
    "Order lines",
    "Eaches, in a switch uses",
    "Of these at the agreed price or below",
    "Paid (pounds)",
    "Cash-releasing (pounds)",
    "Cost avoidance (pounds)",
    "Leakage (pounds)",
    "Volume effect, only reported (pounds)",
)
LINE_HEADINGS = (
    "Order date",
    "Order",
    "Line",
    "Product number",
    "Description",
    "Supplier",
    "Unit of purchase",
    "Eaches in a unit",
    "Quantity",
    "Eaches a use takes",
    "Net value (pounds)",
    "Price of a use (pounds)",
    "Baseline price of a use (pounds)",
    "Agreed price of a use (pounds)",
    "Saved (pounds)",
    "Leaked (pounds)",
)


def month_sheet(filters: MonthFilters, *, member: Membership, on: date) -> Sheet:
    return Sheet("Months", MONTH_COLUMNS, _month_rows(filters, member=member, on=on))


def _month_rows(
    filters: MonthFilters, *, member: Membership, on: date
) -> Iterator[list[Cell]]:
    """A row a part and month, page after page."""
    after = ""
    while True:
        page = months_page(
            member,
            filters.states,
            on=on,
            organisation=filters.of_trust,
            after=after,
            size=A_BATCH,
        )
        yield from map(_month_row, page.rows)
        if not page.older:
            return
        after = page.older


def _month_row(month: PartMonth) -> list[Cell]:
    now, was = month.now, month.was
    return [
        f"{month.month:%Y-%m}",
        month.trust,
        month.initiative,
        month.state.label,
        month.why_not_ready,
        now.cash_releasing,
        now.cost_avoidance,
        was.cash_releasing if was else None,
        was.cost_avoidance if was else None,
        now.leakage,
        now.volume_effect,
        month.lines,
        month.units,
        month.compliant_units,
        timezone.localdate(month.confirmed_at) if month.confirmed_at else None,
        month.confirmed_by,
    ]


def part_month_rows(part: Participation) -> Iterator[list[str]]:
    """Headings, then a row a month and product by the lines, and one for every time
    that it was confirmed."""
    yield list(PART_HEADINGS)
    of_part = {"claim__participation": part}
    now = ClaimMonth.objects.filter(**of_part).select_related("product")
    for row in now.order_by("month", "product__description", "pk"):
        yield _part_row(row, "as the order lines say", "", "")
    confirmed = ConfirmedMonth.objects.filter(**of_part)
    for each in confirmed.select_related("product", "confirmed_by__user").order_by(
        "month", "product__description", "pk"
    ):
        by = each.confirmed_by.user.full_name if each.confirmed_by else ""
        yield _part_row(each, "as confirmed", _day(each.confirmed_at), by)


def _part_row(
    row: ClaimMonth | ConfirmedMonth, which: str, on: str, by: str
) -> list[str]:
    return [
        f"{row.month:%Y-%m}",
        str(row.product_id),
        as_text(row.product.description),
        which,
        on,
        as_text(by),
        str(row.lines),
        *map(as_number, (row.units, row.compliant_units, row.paid)),
        *map(as_number, (row.cash_releasing, row.cost_avoidance)),
        *map(as_number, (row.leakage, row.volume_effect)),
    ]


def line_rows(lines: Iterable[ClaimLine]) -> Iterator[list[str]]:
    """Headings, then a row an order line."""
    yield list(LINE_HEADINGS)
    for line in lines:
        yield [
            line.order_date.isoformat(),
            as_text(line.po_number),
            as_text(line.line_number),
            str(line.product_id),
            as_text(line.description),
            as_text(line.supplier),
            as_text(line.unit_of_purchase),
            str(line.eaches),
            *map(as_number, (line.quantity, line.eaches_per_use, line.net_value)),
            as_number(line.price_each),
            *map(as_number, (line.baseline_price, line.agreed_price)),
            *map(as_number, (line.saved, line.leaked)),
        ]


def _day(at: datetime | None) -> str:
    return timezone.localdate(at).isoformat() if at else ""
