"""Gaps and their lines as files, row by row, exact to the last decimal."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import batched

from catalogue.prices.marks import Marked, marked
from procurement.gaps.lines import ProductLines
from procurement.gaps.models import Gap
from procurement.gaps.said import in_words
from trusts.exports import (
    COUNT,
    DAY,
    EACHES,
    POUNDS,
    PRICE_EACH,
    Cell,
    Column,
    Sheet,
    as_number,
)
from trusts.models import Membership

A_BATCH = 500  # gaps of which what is said is looked up at a time

GAP_COLUMNS = (
    Column("Trust code", width=8),
    Column("Trust", width=32),
    Column("Product number", width=10),
    Column("Product", width=48),
    Column("Manufacturer", width=24),
    Column("Part code"),
    Column("Gap a year (pounds)", POUNDS),
    Column("Percent", "0.0", 9),
    Column("Paid each (pounds)", PRICE_EACH),
    Column("Lowest qualifying price each (pounds)", PRICE_EACH),
    Column("Lowest price paid by", width=32),
    Column("Confidential lowest price: its band each (pounds)", width=20),
    Column("Second lowest each (pounds)", PRICE_EACH),
    Column("Median each (pounds)", PRICE_EACH),
    Column("Eaches in 12 months", EACHES),
    Column("Gap to the median a year (pounds)", POUNDS),
    Column("Trusts compared", COUNT, 10),
    Column("Lowest price last paid on", DAY),
    Column("State"),
    Column("Found on", DAY),
    Column("Work"),
    Column("Owner", width=24),
    Column("Due on", DAY),
    Column("Put off until", DAY),
    Column("Accepted because", width=24),
    Column("Worth when accepted (pounds a year)", POUNDS),
    Column("Accepted: look again on", DAY),
    Column("As at", DAY),
    Column("Said of its own price", width=40),
    Column("Said of the lowest price", width=40),
)
LINE_COLUMNS = (
    Column("Order date", DAY),
    Column("Order"),
    Column("Line", width=8),
    Column("Kind"),
    Column("Local code"),
    Column("Description", width=48),
    Column("Supplier", width=32),
    Column("Unit of purchase", width=10),
    Column("Eaches in a unit", EACHES, 10),
    Column("Quantity", EACHES, 10),
    Column("Unit price (pounds)", PRICE_EACH),
    Column("Net value (pounds)", POUNDS),
    Column("Price each (pounds)", PRICE_EACH),
    Column("Counts for the price", width=10),
    Column("What is said of it", width=40),
)


def gap_sheet(gaps: Iterable[Gap], *, member: Membership, on: date) -> Sheet:
    return Sheet("Price gaps", GAP_COLUMNS, _gap_rows(gaps, member=member, on=on))


def _gap_rows(
    gaps: Iterable[Gap], *, member: Membership, on: date
) -> Iterator[list[Cell]]:
    for batch in batched(gaps, A_BATCH):
        said = marked([gap.product_id for gap in batch], member=member, on=on)
        numbers = [gap.pk for gap in batch]
        secret = Gap.objects.visible_to(member).with_a_secret().filter(pk__in=numbers)
        hidden = set(secret.values_list("pk", flat=True))
        yield from (
            _gap_row(gap, said, on=on, hides_past=gap.pk in hidden) for gap in batch
        )


def _gap_row(gap: Gap, said: Marked, *, on: date, hides_past: bool) -> list[Cell]:
    product, places = gap.product, (gap.organisation_id, gap.lowest_organisation_id)
    return [
        gap.organisation.code,
        gap.organisation.name,
        gap.product_id,
        product.description,
        product.manufacturer.called if product.manufacturer else "",
        product.part_code,
        gap.gap_value,
        gap.gap_percent * 100,
        gap.price_each,
        gap.lowest_price,
        gap.lowest_organisation.name if gap.lowest_organisation else "",
        _band(gap),
        gap.second_lowest_price,
        gap.median_price,
        gap.units_12m,
        gap.median_gap_value,
        gap.trusts,
        gap.lowest_last_order_on,
        gap.get_state_display(),
        gap.found_on,
        *_work_cells(gap, hides_past=hides_past),
        on,
        *(in_words(said.of(gap.product_id, p)) if p else "" for p in places),
    ]


def _band(gap: Gap) -> str:
    """Between what the lowest price lies where it is confidential: then it stands as
    the top of that, and the gap as the least that it can be."""
    band = gap.lowest_band
    return f"{as_number(band.low)} to {as_number(band.high)}" if band else ""


def _work_cells(gap: Gap, *, hides_past: bool) -> list[Cell]:
    return [
        gap.get_stage_display(),
        str(gap.owner.user) if gap.owner else "",
        gap.due_on,
        gap.snoozed_until,
        gap.get_accept_reason_display() if gap.accept_reason else "",
        None if hides_past else gap.accepted_value,
        gap.review_on,
    ]


def line_sheet(lines: ProductLines, *, with_trust: bool = False) -> Sheet:
    """A row an order line, newest first; each with its trust in front where the lines
    are of several."""
    trust = (Column("Trust", width=32),) if with_trust else ()
    rows = _line_rows(lines, with_trust=with_trust)
    return Sheet("Order lines", (*trust, *LINE_COLUMNS), rows)


def _line_rows(lines: ProductLines, *, with_trust: bool) -> Iterator[list[Cell]]:
    for shown in lines.shown(lines.rows.order_by("-order_date", "-id").iterator()):
        line, item = shown.line, shown.line.item
        yield [
            *([line.organisation.name] if with_trust else []),
            line.order_date,
            line.po_number,
            line.line_number,
            line.get_kind_display(),
            item.local_code,
            item.description,
            item.supplier_name,
            item.unit_of_purchase,
            shown.pack,
            line.quantity,
            line.unit_price,
            line.net_value,
            shown.price_each,
            "yes" if shown.speaks else "no",
            shown.said,
        ]
