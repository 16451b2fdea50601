"""Where an amount stands along an axis, and which round amounts are marked on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

MARKS = 5  # at most so many parts of an axis
ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high` with a mark each `step`; nought is always on it."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def marks(self) -> tuple[Decimal, ...]:
        count = int((self.high - self.low) / self.step)
        return tuple(self.low + self.step * place for place in range(count + 1))

    def place(self, amount: Decimal, start: int, end: int) -> Decimal:
        """The pixel of an amount on an axis that runs from one pixel to another."""
        share = (amount - self.low) / (self.high - self.low)
        return start + share * (end - start)


def scale_of(amounts: Iterable[Decimal]) -> Scale:
    """The scale that holds nought and all amounts, between round marks."""
    low, high = Decimal(0), Decimal(0)
    for amount in amounts:
        low, high = min(low, amount), max(high, amount)
    if low == high:
        high = Decimal(1)
    step = _round_step((high - low) / MARKS)
    return Scale(_down(low, step), -_down(-high, step), step)


def _round_step(least: Decimal) -> Decimal:
    """The least of 1, 2, 2.5, 5, 10, 20 ... and of their tenths that is enough."""
    unit = Decimal(1).scaleb(least.adjusted())
    return next(unit * number for number in ROUND if unit * number >= least)


def _down(amount: Decimal, step: Decimal) -> Decimal:
    """The last mark that is not above an amount."""
    whole, rest = divmod(amount, step)
    return step * (whole - (rest < 0))
