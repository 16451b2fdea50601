"""Gaps and their lines as CSV files, row by row, exact to the last decimal."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import batched

from catalogue.prices.marks import Marked, marked
from procurement.gaps.lines import ProductLines
from procurement.gaps.models import Gap
from procurement.gaps.said import in_words
from trusts.exports import as_number, as_text
from trusts.models import Membership

A_BATCH = 500  # gaps of which what is said is looked up at a time

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
    "Work",
    "Owner",
    "Due on",
    "Put off until",
    "Accepted because",
    "Worth when accepted (pounds a year)",
    "Accepted: look again on",
    "As at",
    "Said of its own price",
    "Said of the lowest price",
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
    "What is said of it",
)


def gap_rows(
    gaps: Iterable[Gap], *, member: Membership, on: date
) -> Iterator[list[str]]:
    """Headings, then a row a gap; text from files is never a formula."""
    yield list(GAP_HEADINGS)
    for batch in batched(gaps, A_BATCH):
        said = marked([gap.product_id for gap in batch], member=member, on=on)
        yield from (_gap_row(gap, said, on=on) for gap in batch)


def _gap_row(gap: Gap, said: Marked, *, on: date) -> list[str]:
    product, places = gap.product, (gap.organisation_id, gap.lowest_organisation_id)
    return [
        gap.organisation.code,
        as_text(gap.organisation.name),
        str(gap.product_id),
        as_text(product.description),
        as_text(product.manufacturer.called if product.manufacturer else ""),
        as_text(product.part_code),
        *map(as_number, (gap.gap_value, gap.gap_percent * 100, gap.price_each)),
        as_number(gap.lowest_price),
        as_text(gap.lowest_organisation.name),
        *map(as_number, (gap.second_lowest_price, gap.median_price, gap.units_12m)),
        as_number(gap.median_gap_value),
        str(gap.trusts),
        gap.lowest_last_order_on.isoformat(),
        gap.get_state_display(),
        gap.found_on.isoformat(),
        *_work_cells(gap),
        on.isoformat(),
        *(in_words(said.of(gap.product_id, place)) for place in places),
    ]


def _work_cells(gap: Gap) -> list[str]:
    return [
        gap.get_stage_display(),
        as_text(str(gap.owner.user)) if gap.owner else "",
        _day(gap.due_on),
        _day(gap.snoozed_until),
        gap.get_accept_reason_display() if gap.accept_reason else "",
        as_number(gap.accepted_value),
        _day(gap.review_on),
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def line_rows(lines: ProductLines, *, with_trust: bool = False) -> Iterator[list[str]]:
    """Headings, then a row an order line, newest first; each with its trust in front
    where the lines are of several."""
    yield ["Trust", *LINE_HEADINGS] if with_trust else list(LINE_HEADINGS)
    for shown in lines.shown(lines.rows.order_by("-order_date", "-id").iterator()):
        line, item = shown.line, shown.line.item
        yield [
            *([as_text(line.organisation.name)] if with_trust else []),
            line.order_date.isoformat(),
            as_text(line.po_number),
            as_text(line.line_number),
            line.get_kind_display(),
            as_text(item.local_code),
            as_text(item.description),
            as_text(item.supplier_name),
            as_text(item.unit_of_purchase),
            "" if shown.pack is None else str(shown.pack),
            *map(as_number, (line.quantity, line.unit_price, line.net_value)),
            as_number(shown.price_each),
            "yes" if shown.speaks else "no",
            shown.said,
        ]
