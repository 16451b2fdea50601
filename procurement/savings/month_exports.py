"""Months, order lines and leaks as files, exact to the last decimal."""

from collections.abc import Iterable, Iterator
from datetime import date

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
    PRICE_EACH,
    Cell,
    Column,
    Sheet,
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
PART_COLUMNS = (
    Column("Month"),
    Column("Product number", width=10),
    Column("Product", width=48),
    Column("Which figures", width=24),
    Column("On", DAY),
    Column("By", width=24),
    Column("Order lines", COUNT),
    Column("Eaches, in a switch uses", EACHES),
    Column("Of these at the agreed price or below", EACHES),
    Column("Paid (pounds)", POUNDS),
    Column("Cash-releasing (pounds)", POUNDS),
    Column("Cost avoidance (pounds)", POUNDS),
    Column("Leakage (pounds)", POUNDS),
    Column("Volume effect, only reported (pounds)", POUNDS),
)
LINE_COLUMNS = (
    Column("Order date", DAY),
    Column("Order"),
    Column("Line", width=8),
    Column("Product number", width=10),
    Column("Description", width=48),
    Column("Supplier", width=32),
    Column("Unit of purchase", width=10),
    Column("Eaches in a unit", EACHES, 10),
    Column("Quantity", EACHES, 10),
    Column("Eaches a use takes", EACHES, 10),
    Column("Net value (pounds)", POUNDS),
    Column("Price of a use (pounds)", PRICE_EACH),
    Column("Baseline price of a use (pounds)", PRICE_EACH),
    Column("Agreed price of a use (pounds)", PRICE_EACH),
    Column("Saved (pounds)", POUNDS),
    Column("Leaked (pounds)", POUNDS),
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


def part_month_sheet(part: Participation) -> Sheet:
    """A row a month and product by the lines, and one for every time that it was
    confirmed."""
    return Sheet("Months", PART_COLUMNS, _part_month_rows(part))


def _part_month_rows(part: Participation) -> Iterator[list[Cell]]:
    of_part = {"claim__participation": part}
    now = ClaimMonth.objects.filter(**of_part).select_related("product")
    for row in now.order_by("month", "product__description", "pk"):
        yield _part_row(row, "as the order lines say", None, "")
    confirmed = ConfirmedMonth.objects.filter(**of_part)
    for each in confirmed.select_related("product", "confirmed_by__user").order_by(
        "month", "product__description", "pk"
    ):
        by = each.confirmed_by.user.full_name if each.confirmed_by else ""
        on = timezone.localdate(each.confirmed_at)
        yield _part_row(each, "as confirmed", on, by)


def _part_row(
    row: ClaimMonth | ConfirmedMonth, which: str, on: date | None, by: str
) -> list[Cell]:
    return [
        f"{row.month:%Y-%m}",
        row.product_id,
        row.product.description,
        which,
        on,
        by,
        row.lines,
        row.units,
        row.compliant_units,
        row.paid,
        row.cash_releasing,
        row.cost_avoidance,
        row.leakage,
        row.volume_effect,
    ]


def line_sheet(lines: Iterable[ClaimLine]) -> Sheet:
    """A row an order line."""
    return Sheet("Order lines", LINE_COLUMNS, map(_line_cells, lines))


def _line_cells(line: ClaimLine) -> list[Cell]:
    return [
        line.order_date,
        line.po_number,
        line.line_number,
        line.product_id,
        line.description,
        line.supplier,
        line.unit_of_purchase,
        line.eaches,
        line.quantity,
        line.eaches_per_use,
        line.net_value,
        line.price_each,
        line.baseline_price,
        line.agreed_price,
        line.saved,
        line.leaked,
    ]
