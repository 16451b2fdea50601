"""Coverage as CSV files, exact to the last decimal."""

from collections.abc import Iterable, Iterator

from catalogue.spend.models import SpendMonth
from procurement.coverage.grid import Given, Sums, Trust
from procurement.coverage.months import in_address
from trusts.exports import as_number, as_text

_SUMS = (
    "Order lines",
    "Net value (pounds)",
    "Comparable value (pounds)",
    "Not comparable (pounds)",
)
MONTH_HEADINGS = ("Trust code", "Trust", "Month", "Given", *_SUMS)
SUPPLIER_HEADINGS = ("Trust code", "Trust", "Month", "Supplier", *_SUMS, "Last order")
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


def month_rows(trusts: Iterable[Trust]) -> Iterator[list[str]]:
    """Headings, then a row a trust and month, oldest first."""
    yield list(MONTH_HEADINGS)
    for trust in trusts:
        for each in trust.months:
            yield [
                trust.organisation.code,
                as_text(trust.organisation.name),
                in_address(each.month),
                GIVEN_WORDS[each.given],
                *_numbers(each.sums),
            ]


def supplier_rows(months: Iterable[SpendMonth]) -> Iterator[list[str]]:
    """Headings, then a row a month and supplier."""
    yield list(SUPPLIER_HEADINGS)
    for each in months:
        yield [
            each.organisation.code,
            as_text(each.organisation.name),
            in_address(each.month),
            as_text(each.supplier.name if each.supplier else ""),
            *_numbers(Sums(each.lines, each.net_value, each.comparable_value)),
            each.last_order_on.isoformat(),
        ]


def _numbers(sums: Sums) -> list[str]:
    values = (sums.net_value, sums.comparable_value, sums.left_out)
    return [str(sums.lines), *map(as_number, values)]
