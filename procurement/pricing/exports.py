"""Corrected and disputed prices as files."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from catalogue.prices.models import PriceDispute
from procurement.pricing.listing import CorrectionRow
from trusts.exports import DAY, POUNDS, PRICE_EACH, Cell, Column, Sheet

CORRECTION_COLUMNS = (
    Column("Number", width=10),
    Column("Trust", width=32),
    Column("What"),
    Column("About"),
    Column("Product number", width=10),
    Column("Product or item", width=48),
    Column("Order"),
    Column("Line", width=8),
    Column("Reason", width=24),
    Column("Percent", "0.0#", 9),
    Column("Amount each (pounds)", PRICE_EACH),
    Column("Evidence", width=32),
    Column("Note", width=40),
    Column("First day", DAY),
    Column("Last day", DAY),
    Column("Made by", width=24),
    Column("Made on", DAY),
    Column("Ended by", width=24),
    Column("Ended on", DAY),
    Column("Spent on it in 12 months (pounds)", POUNDS),
)
DISPUTE_COLUMNS = (
    Column("Number", width=10),
    Column("Trust", width=32),
    Column("Product number", width=10),
    Column("Product", width=48),
    Column("Disputed price each (pounds)", PRICE_EACH),
    Column("What is wrong", width=40),
    Column("Evidence", width=32),
    Column("Disputed by", width=24),
    Column("Disputed on", DAY),
    Column("Outcome"),
    Column("Answer", width=40),
    Column("Settled by", width=24),
    Column("Settled on", DAY),
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


def correction_sheet(rows: Iterable[CorrectionRow]) -> Sheet:
    """A row a correction; `Last day` is the last that it counted."""
    return Sheet("Corrected prices", CORRECTION_COLUMNS, map(_correction_cells, rows))


def _correction_cells(row: CorrectionRow) -> list[Cell]:
    each = row.correction
    return [
        each.pk,
        each.organisation.name if each.organisation else "Every trust",
        each.get_kind_display(),
        each.get_scope_display(),
        each.product_id,
        str(each.product or each.item or ""),
        each.po_number,
        each.line_number,
        each.get_reason_display(),
        each.percent,
        each.amount_each,
        each.evidence,
        each.note,
        each.starts_on,
        each.until_on - timedelta(days=1),
        str(each.made_by or ""),
        timezone.localdate(each.made_at),
        str(each.ended_by or ""),
        timezone.localdate(each.ended_at) if each.ended_at else None,
        row.value,
    ]


def dispute_sheet(disputes: Iterable[PriceDispute]) -> Sheet:
    return Sheet("Disputed prices", DISPUTE_COLUMNS, map(_dispute_cells, disputes))


def _dispute_cells(dispute: PriceDispute) -> list[Cell]:
    return [
        dispute.pk,
        dispute.organisation.name,
        dispute.product_id,
        dispute.product.description,
        dispute.price_each,
        dispute.says,
        dispute.evidence,
        str(dispute.opened_by or ""),
        dispute.opened_on,
        dispute.get_outcome_display() or "Open",
        dispute.answer,
        str(dispute.settled_by or ""),
        dispute.settled_on,
    ]
