"""The gaps that are truly there, worked out the plain way from the true lines.

The rule of the region's price gaps, line by line in Python with Decimal: no database,
nothing shared with the program that is to find them. Thresholds are the rule's own.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from heapq import merge
from itertools import groupby
from statistics import median

LEAST_VALUE = Decimal(500)  # pounds a year
LEAST_PERCENT = Decimal("0.02")
_MICRO = Decimal("0.000001")
_PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Paid:
    """What one trust pays an each of a product on the day, and how much it uses.

    `steady` says that it bought at least three times on at least two days in a year.
    """

    trust: str
    product: int
    price: Decimal
    units: int
    steady: bool


@dataclass(frozen=True, slots=True)
class TrueGap:
    """A listed gap, with the columns of truth/gaps.csv."""

    paid: Paid
    lowest: Paid
    median: Decimal
    value: Decimal

    def row(self) -> list[str]:
        return [
            self.paid.trust, str(self.paid.product), str(self.paid.price),
            str(self.lowest.price), self.lowest.trust, str(self.median),
            str(self.paid.units), str(self.value),
        ]  # fmt: skip


class TrustTally:
    """Adds up one trust's lines by product, as at one day."""

    def __init__(self, trust: str) -> None:
        self.trust = trust
        self._sums: dict[int, list[int]] = {}

    def add(
        self, product: int, age: int, eaches: int, value: int, *, paid: bool
    ) -> None:
        """One true line `age` days old; `value` in ten-thousandths of a pound.

        `paid` says whether the line may speak for a price (no credit, not free).
        """
        if age >= 365:
            return
        sums = self._sums.get(product)
        if sums is None:
            # value and eaches of 90 days, of 180 days; units, lines, a day, days differ
            sums = self._sums[product] = [0, 0, 0, 0, 0, 0, age, 0]
        sums[4] += eaches
        if not paid:
            return
        if sums[5] == 0:
            sums[6] = age
        elif sums[6] != age:
            sums[7] = 1
        sums[5] += 1
        if age < 180:
            sums[2] += value
            sums[3] += eaches
            if age < 90:
                sums[0] += value
                sums[1] += eaches

    def closed(self) -> "PaidPrices":
        """The trust's prices, small enough to keep while the other trusts are made."""
        prices = PaidPrices(self.trust)
        for product in sorted(self._sums):
            value90, eaches90, value180, eaches180, units, lines, _, days_differ = (
                self._sums[product]
            )
            value, eaches = (value90, eaches90) if eaches90 else (value180, eaches180)
            if not eaches:
                continue
            price = (Decimal(value) / 10_000 / eaches).quantize(_MICRO, ROUND_HALF_UP)
            if price > 0:
                steady = lines >= 3 and days_differ == 1
                prices.append(product, price, max(0, units), steady=steady)
        return prices


class PaidPrices:
    """One trust's prices by product, in columns of numbers: 25 bytes a price."""

    def __init__(self, trust: str) -> None:
        self.trust = trust
        self._products, self._micros = array("q"), array("q")
        self._units, self._steady = array("q"), array("b")

    def append(self, product: int, price: Decimal, units: int, *, steady: bool) -> None:
        self._products.append(product)
        self._micros.append(int(price * 1_000_000))
        self._units.append(units)
        self._steady.append(steady)

    def __iter__(self) -> Iterator[Paid]:
        columns = (self._products, self._micros, self._units, self._steady)
        for product, micros, units, steady in zip(*columns, strict=True):
            price = (Decimal(micros) / 1_000_000).quantize(_MICRO)
            yield Paid(self.trust, product, price, units, bool(steady))


def true_gaps(trusts: list[PaidPrices]) -> Iterator[TrueGap]:
    """Every listed gap, by product and then by trust."""
    everything = merge(*trusts, key=lambda paid: (paid.product, paid.trust))
    for _, group in groupby(everything, key=lambda paid: paid.product):
        yield from product_gaps(list(group))


def product_gaps(paid: list[Paid]) -> Iterator[TrueGap]:
    """The listed gaps of one product, given all the trusts' prices of it."""
    left = without_suspects(paid)
    if len(left) < 2:
        return
    usual_units = median(Decimal(each.units) for each in left)
    qualifying = [
        each for each in left if each.steady or 10 * each.units >= usual_units
    ]
    if not qualifying:
        return
    lowest = min(qualifying, key=lambda each: (each.price, each.trust))
    middle = median(each.price for each in left)
    for each in sorted(left, key=lambda each: each.trust):
        above = max(Decimal(0), each.price - lowest.price)
        value = (above * each.units).quantize(_PENNY, ROUND_HALF_UP)
        if value >= LEAST_VALUE and above / each.price >= LEAST_PERCENT:
            yield TrueGap(each, lowest, middle, value)


def without_suspects(paid: list[Paid]) -> list[Paid]:
    """The prices that can be compared; those left out look like another pack."""
    if len(paid) < 2:
        return []
    if len(paid) == 2:
        left = paid
    else:
        middle = median(each.price for each in paid)
        left = [
            each for each in paid if each.price < 3 * middle and 3 * each.price > middle
        ]
    if len(left) < 2:
        return []
    prices = [each.price for each in left]
    return [] if max(prices) >= 3 * min(prices) else left
