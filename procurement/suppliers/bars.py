"""Bars of a chart: how long each is, in per cent. Pure: amounts in, lengths out."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Bar:
    """An amount in pounds with its label; `length` is of the longest, nothing for an
    amount below nothing."""

    label: object
    amount: Decimal
    length: Decimal

    @property
    def top(self) -> Decimal:
        """Where an upright bar begins, in per cent from the top."""
        return 100 - self.length


def bars_of(amounts: Iterable[tuple[object, Decimal]]) -> list[Bar]:
    """A bar for each, in their order, the largest of them as long as can be."""
    pairs = list(amounts)
    longest = max((amount for _, amount in pairs), default=Decimal(0))
    return [
        Bar(label, amount, _share(max(amount, Decimal(0)), longest))
        for label, amount in pairs
    ]


def _share(amount: Decimal, longest: Decimal) -> Decimal:
    if longest <= 0:
        return Decimal(0)
    return (100 * amount / longest).quantize(Decimal("0.1"))
