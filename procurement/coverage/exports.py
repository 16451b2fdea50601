"""Coverage as files, exact to the last decimal."""

from collections.abc import Iterable

from catalogue.spend.models import SpendMonth
from procurement.coverage.grid import Given, Month, Sums, Trust
from procurement.coverage.months import in_address
from trusts.exports import COUNT, DAY, POUNDS, Cell, Column, Sheet

_TRUST = (Column("Trust code", width=8), Column("Trust", width=32), Column("Month"))
_SUMS = (
    Column("Order lines", COUNT),
    Column("Net value (pounds)", POUNDS),
    Column("Comparable value (pounds)", POUNDS),
    Column("Not comparable (pounds)", POUNDS),
)
MONTH_COLUMNS = (*_TRUST, Column("Given"), *_SUMS)
SUPPLIER_COLUMNS = (
    *_TRUST,
    Column("Supplier", width=32),
    *_SUMS,
    Column("Last order", DAY),
)
DEFINITIONS = (
    ("Net value", "Of the order lines, without VAT; returns taken off, carriage left "
     "out."),
    ("Comparable", "Net value of lines of which product and pack are known for "
     "certain: only these can be compared between trusts."),
    ("Missing", "A month without an order line between months that have some."),
)  # fmt: skip
GIVEN_WORDS = {
    Given.LINES: "yes",
    Given.MISSING: "missing",
    Given.BEFORE: "before the first",
    Given.SINCE: "not yet",
}


def month_sheet(trusts: Iterable[Trust]) -> Sheet:
    """A row a trust and month, oldest first."""
    rows = (_month_cells(trust, each) for trust in trusts for each in trust.months)
    return Sheet("Months", MONTH_COLUMNS, rows)


def _month_cells(trust: Trust, month: Month) -> list[Cell]:
    return [
        trust.organisation.code,
        trust.organisation.name,
        in_address(month.month),
        GIVEN_WORDS[month.given],
        *_figures(month.sums),
    ]


def supplier_sheet(months: Iterable[SpendMonth]) -> Sheet:
    """A row a month and supplier."""
    return Sheet("Spend", SUPPLIER_COLUMNS, map(_supplier_cells, months))


def _supplier_cells(month: SpendMonth) -> list[Cell]:
    return [
        month.organisation.code,
        month.organisation.name,
        in_address(month.month),
        month.supplier.name if month.supplier else "",
        *_figures(Sums(month.lines, month.net_value, month.comparable_value)),
        month.last_order_on,
    ]


def _figures(sums: Sums) -> list[Cell]:
    return [sums.lines, sums.net_value, sums.comparable_value, sums.left_out]
