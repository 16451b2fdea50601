"""Corrected and disputed prices as CSV files."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.utils import timezone

from catalogue.prices.models import PriceDispute
from procurement.pricing.listing import CorrectionRow
from trusts.exports import as_number, as_text

CORRECTION_HEADINGS = (
    "Number",
    "Trust",
    "What",
    "About",
    "Product number",
    "Product or item",
    "Order",
    "Line",
    "Reason",
    "Percent",
    "Amount each (pounds)",
    "Evidence",
    "Note",
    "First day",
    "Last day",
    "Made by",
    "Made on",
    "Ended by",
    "Ended on",
    "Spent on it in 12 months (pounds)",
)
DISPUTE_HEADINGS = (
    "Number",
    "Trust",
    "Product number",
    "Product",
    "Disputed price each (pounds)",
    "What is wrong",
    "Evidence",
    "Disputed by",
    "Disputed on",
    "Outcome",
    "Answer",
    "Settled by",
    "Settled on",
)
CORRECTION_DEFINITIONS = (
    ("Adjusted", "A percentage or an amount for one each is added to what the orders "
     "say, or taken off: a rebate, a bundle, carriage."),
    ("Left out", "The orders, or the trust’s price, are no evidence of what is paid."),
    ("Last day", "The last that it counts; after it figures are as they were."),
    ("Spent on it", "Net value of its order lines of 12 months, without VAT."),
)  # fmt: skip
DISPUTE_DEFINITIONS = (
    ("Disputed price each", "What the trust was taken to pay for the smallest unit, in "
     "pounds without VAT, when it said that this is wrong."),
    ("Open", "Nobody is measured by the price until somebody else has settled it; it "
     "stays in the median, and the trust’s own gap counts."),
)  # fmt: skip


def correction_rows(rows: Iterable[CorrectionRow]) -> Iterator[list[str]]:
    """Headings, then a row a correction; `Last day` is the last that it counted."""
    yield list(CORRECTION_HEADINGS)
    for row in rows:
        each = row.correction
        yield [
            str(each.pk),
            as_text(each.organisation.name if each.organisation else "Every trust"),
            each.get_kind_display(),
            each.get_scope_display(),
            str(each.product_id or ""),
            as_text(str(each.product or each.item or "")),
            as_text(each.po_number),
            as_text(each.line_number),
            each.get_reason_display(),
            as_number(each.percent),
            as_number(each.amount_each),
            as_text(each.evidence),
            as_text(each.note),
            each.starts_on.isoformat(),
            (each.until_on - timedelta(days=1)).isoformat(),
            as_text(str(each.made_by or "")),
            timezone.localdate(each.made_at).isoformat(),
            as_text(str(each.ended_by or "")),
            timezone.localdate(each.ended_at).isoformat() if each.ended_at else "",
            as_number(row.value),
        ]


def dispute_rows(disputes: Iterable[PriceDispute]) -> Iterator[list[str]]:
    yield list(DISPUTE_HEADINGS)
    for each in disputes:
        yield [
            str(each.pk),
            as_text(each.organisation.name),
            str(each.product_id),
            as_text(each.product.description),
            as_number(each.price_each),
            as_text(each.says),
            as_text(each.evidence),
            as_text(str(each.opened_by or "")),
            each.opened_on.isoformat(),
            each.get_outcome_display() or "Open",
            as_text(each.answer),
            as_text(str(each.settled_by or "")),
            each.settled_on.isoformat() if each.settled_on else "",
        ]
