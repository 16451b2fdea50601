"""How much lower a price we ask a supplier for, without saying what a peer pays.

The discount that the lowest qualifying price is below the own one lies between two
steps of a fixed ladder; only these two are ever written down. So the supplier learns
"12 to 18% lower" and nothing of where in between. A price that we suggest is worked out
of the own price and the two steps alone, never of the peer's price, and is stepped past
every price that somebody really pays. No database, clock or request.
"""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from procurement.ui.figures import price_each

# Per cent of the own price. The narrowest is five wide, so that a band says little.
LADDER = (0, 5, 12, 18, 25, 35, 50, 70, 100)
DIGITS = 3  # of a suggested price: a round figure


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` to `high` per cent lower than what is paid."""

    low: int
    high: int

    def __str__(self) -> str:
        if self.low == LADDER[0]:
            return f"up to {self.high}% lower"
        if self.high == LADDER[-1]:
            return f"at least {self.low}% lower"
        return f"{self.low} to {self.high}% lower"


def band_of(paid: Decimal, lowest: Decimal) -> Band:
    """The steps between which the lowest price is below the one paid."""
    percent = (paid - lowest) / paid * 100
    low = max(step for step in LADDER[:-1] if step <= max(percent, Decimal(0)))
    return Band(low, LADDER[LADDER.index(low) + 1])


def suggested_price(
    paid: Decimal, band: Band, *, avoid: Collection[Decimal] = ()
) -> Decimal:
    """A round price each in the middle of the band, in pounds.

    It is a function of the own price and the band, and then goes down, figure by
    figure, until it is shown as no price of `avoid`.
    """
    depth = band.low if band.high == LADDER[-1] else Decimal(band.low + band.high) / 2
    price = paid * (100 - depth) / 100
    step = max(Decimal(1).scaleb(price.adjusted() - DIGITS + 1), _places(price))
    price = (price / step).to_integral_value(ROUND_DOWN) * step
    taken = {shown(each) for each in avoid}
    while shown(price) in taken and price > step:
        price -= step
    return price


def shown(price: Decimal) -> str:
    """The price as pages and letters write it: what looks the same is the same."""
    return price_each(price)


def _places(price: Decimal) -> Decimal:
    """What shows: four decimals under a pound, two from a pound up, six of the tiny."""
    if price >= 1:
        return Decimal("0.01")
    return Decimal("0.0001") if price >= Decimal("0.0001") else Decimal("0.000001")
