"""What files of gaps and of order lines say of themselves."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings

from procurement.ui.figures import percent, pounds
from trusts.exports import PRICES, About
from trusts.models import Membership, Organisation

EACH = (
    "Each",
    "The smallest unit that is sold, such as one glove, so that packs of any size can "
    "be compared. Prices are pounds without VAT.",
)
GAP = (
    "Gap a year",
    "What the trust pays for one each above the lowest price, times its eaches in 12 "
    "months. Never from an unknown pack or a match that is not certain.",
)


def about_gaps(
    title: str,
    *,
    by: Membership,
    at: datetime,
    on: date,
    organisation: Organisation | None,
    filters: Mapping[str, str] | None = None,
) -> About:
    return About(
        title,
        why="To decide whom to ask for a better price, the largest gaps first.",
        by=by,
        at=at,
        as_at=on,
        organisation=organisation,
        filters=filters or {},
        definitions=_gap_definitions(),
        confidentiality=PRICES,
    )


def about_lines(
    title: str,
    *,
    by: Membership,
    at: datetime,
    on: date,
    organisation: Organisation | None,
) -> About:
    return About(
        title,
        why="To see which orders a price was worked out from.",
        by=by,
        at=at,
        as_at=on,
        organisation=organisation,
        definitions=_LINE_DEFINITIONS,
        confidentiality=PRICES,
    )


def _gap_definitions() -> tuple[tuple[str, str], ...]:
    least = pounds(Decimal(settings.GAP_LEAST_VALUE))
    share = percent(Decimal(settings.GAP_LEAST_PERCENT), 0)
    return (
        EACH,
        GAP,
        ("Listed", f"From {least} a year and {share} of the price paid."),
        ("Percent", "The gap of one each, of what the trust pays for it."),
        ("Paid each", "Net value over eaches of the orders of the last 90 days, or of "
         "180 where there is none in 90."),
        ("Lowest qualifying price", "The least of the trusts with three order lines on "
         "two days in a year, or a tenth of the usual volume: one odd order sets "
         "nobody’s target. A disputed price is none."),
        ("Confidential lowest price", "One that its trust keeps from other trusts. It "
         "counts as the top of its band, one of 24 fixed steps from 1 to 10 pounds and "
         "so on up and down, so that the gap is the least that it can be: in the "
         "regional office’s file too."),
        ("Median", "The middle of the prices of the trusts compared."),
        ("Eaches in 12 months", "Bought in the last 365 days, free ones included and "
         "returns taken off."),
        ("Trusts compared", "Those with a price that can be believed. One three times "
         "the middle or more, or a third of it or less, is in no figure."),
        ("Total", "A trust’s is the sum of its gaps, the region’s that of its trusts."),
    )  # fmt: skip


_LINE_DEFINITIONS = (
    EACH,
    ("Eaches in a unit", "How many are in what is ordered; empty where not known."),
    ("Net value", "What the line cost, without VAT; a return is below 0."),
    ("Price each", "Net value over the eaches of the line."),
    ("Counts for the price", "Whether the line may speak for what the trust pays: it "
     "is certain what product and pack it is, something was bought and paid, and "
     "nobody has left it out or disputed it."),
)  # fmt: skip
