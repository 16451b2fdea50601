"""Gaps and their lines as CSV files, row by row, exact to the last decimal."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from catalogue.purchases.rejected import as_text
from procurement.gaps.lines import GapLines
from procurement.gaps.models import Gap
from trusts import audit
from trusts.models import Membership

GAP_HEADINGS = (
    "Trust code",
    "Trust",
    "Product number",
    "Product",
    "Manufacturer",
    "Part code",
    "Gap a year (pounds)",
    "Percent",
    "Paid each (pounds)",
    "Lowest qualifying price each (pounds)",
    "Lowest price paid by",
    "Second lowest each (pounds)",
    "Median each (pounds)",
    "Eaches in 12 months",
    "Gap to the median a year (pounds)",
    "Trusts compared",
    "Lowest price last paid on",
    "State",
    "Found on",
    "As at",
)
LINE_HEADINGS = (
    "Order date",
    "Order",
    "Line",
    "Kind",
    "Local code",
    "Description",
    "Supplier",
    "Unit of purchase",
    "Eaches in a unit",
    "Quantity",
    "Unit price (pounds)",
    "Net value (pounds)",
    "Price each (pounds)",
    "Counts for the price",
)


def gap_rows(gaps: Iterable[Gap], *, on: date) -> Iterator[list[str]]:
    """Headings, then a row a gap; text from files is never a formula."""
    yield list(GAP_HEADINGS)
    for gap in gaps:
        product = gap.product
        yield [
            gap.organisation.code,
            as_text(gap.organisation.name),
            str(gap.product_id),
            as_text(product.description),
            as_text(product.manufacturer.name if product.manufacturer else ""),
            as_text(product.part_code),
            *map(_plain, (gap.gap_value, gap.gap_percent * 100, gap.price_each)),
            _plain(gap.lowest_price),
            as_text(gap.lowest_organisation.name),
            *map(_plain, (gap.second_lowest_price, gap.median_price, gap.units_12m)),
            _plain(gap.median_gap_value),
            str(gap.trusts),
            gap.lowest_last_order_on.isoformat(),
            gap.get_state_display(),
            gap.found_on.isoformat(),
            on.isoformat(),
        ]


def line_rows(lines: GapLines) -> Iterator[list[str]]:
    """Headings, then a row an order line, newest first."""
    yield list(LINE_HEADINGS)
    for shown in lines.shown(lines.rows.order_by("-order_date", "-id").iterator()):
        line, item = shown.line, shown.line.item
        yield [
            line.order_date.isoformat(),
            as_text(line.po_number),
            as_text(line.line_number),
            line.get_kind_display(),
            as_text(item.local_code),
            as_text(item.description),
            as_text(item.supplier_name),
            as_text(item.unit_of_purchase),
            "" if shown.pack is None else str(shown.pack),
            *map(_plain, (line.quantity, line.unit_price, line.net_value)),
            _plain(shown.price_each),
            "yes" if shown.speaks else "no",
        ]


def as_csv(rows: Iterable[list[str]]) -> Iterator[str]:
    """The rows as a file, from its byte-order mark on, which spreadsheets ask for."""
    writer = csv.writer(_Passed())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow(row)


def record_export(what: str, *, by: Membership, at: datetime, **detail: Any) -> None:
    """Put an export on the record, before the first row leaves."""
    audit.record("file_exported", target=what, by=by, at=at, **detail)


class _Passed:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"
