"""Bands of prices: what is said of a price that is confidential.

The steps are the same for every product, trust and day: the series of 24 numbers a
decade that engineers use, each about a tenth above the one before. So whoever sees a
band, of whatever trust and however often, learns in which step the price lies, and of
a price that stays in it nothing of where. A price that moves over a step tells on that
day that it was near it. No database, clock or request.
"""

from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal

_SERIES = (
    10, 11, 12, 13, 15, 16, 18, 20, 22, 24, 27, 30,
    33, 36, 39, 43, 47, 51, 56, 62, 68, 75, 82, 91,
)  # fmt: skip
# From under the smallest price there is to over the largest, in pounds per each.
STEPS = [
    Decimal(number).scaleb(power - 1) for power in range(-6, 20) for number in _SERIES
]


@dataclass(frozen=True, slots=True)
class PriceBand:
    """From `low` up to, and not with, `high`: pounds ex VAT per each."""

    low: Decimal
    high: Decimal


def band_of(price: Decimal) -> PriceBand:
    """The band in which a price lies."""
    place = bisect_right(STEPS, price)
    return PriceBand(STEPS[place - 1], STEPS[place])


def band_below(high: Decimal) -> PriceBand:
    """The band whose top this is."""
    place = bisect_right(STEPS, high) - 1
    return PriceBand(STEPS[place - 1], STEPS[place])
