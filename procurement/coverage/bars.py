"""Where the bars of a trust's months stand. Pure: sums in, places out.

Places across are percentages of the width, so that words keep their size on a phone;
heights are pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from procurement.coverage.grid import Given, Month

FILLED = Decimal("0.8")  # of a month's width; the rest is between the bars


@dataclass(frozen=True, slots=True)
class Bar:
    """A month's bar: what can be compared below, the rest of the value on top of it."""

    month: date
    given: Given
    across: Decimal
    width: Decimal
    top: int
    whole: int
    comparable_top: int
    comparable: int

    @property
    def middle(self) -> Decimal:
        return self.across + self.width / 2


def bars_of(months: Sequence[Month], *, height: int) -> list[Bar]:
    """A bar a month; the largest value is as high as the chart. Months with lines that
    come to nothing, or less, keep a pixel, to be told from those without."""
    most = max((each.sums.net_value for each in months), default=Decimal(0))
    step = Decimal(100) / max(len(months), 1)
    bars = []
    for place, each in enumerate(months):
        whole = comparable = 0
        if each.given is Given.LINES:
            whole = max(_pixels(each.sums.net_value, most, height), 1)
            comparable = min(_pixels(each.sums.comparable_value, most, height), whole)
        bars.append(
            Bar(
                month=each.month,
                given=each.given,
                across=_places(step * place + step * (1 - FILLED) / 2),
                width=_places(step * FILLED),
                top=height - whole,
                whole=whole,
                comparable_top=height - comparable,
                comparable=comparable,
            )
        )
    return bars


def _pixels(value: Decimal, most: Decimal, height: int) -> int:
    return round(max(value, Decimal(0)) / most * height) if most > 0 else 0


def _places(number: Decimal) -> Decimal:
    return round(number, 2)
