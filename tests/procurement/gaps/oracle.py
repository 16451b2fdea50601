"""The gap rule again, slow and plain, straight from design section 5.

It knows nothing of the database. The SQL is held to it to the penny.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

LEAST_VALUE = Decimal(500)
LEAST_PERCENT = Decimal("0.02")
MICRO = Decimal("0.000001")
PENNY = Decimal("0.01")


@dataclass(frozen=True)
class Line:
    """One matched line with a known pack; `eaches` may be negative (a return).

    `number` and `item` are what corrections know it by."""

    trust: str
    product: str
    on: date
    eaches: Decimal
    value: Decimal
    is_evidence: bool
    number: str = ""
    item: str = ""


# From the narrowest to the widest.
WIDTHS = ("LINE", "ITEM", "PRICE", "PRODUCT")


@dataclass(frozen=True)
class Correction:
    """What a person says of a price from `first`, or from when they `said` it where
    that is later, until before `until`. One without an amount (pounds an each) and a
    percentage says that it speaks for nothing."""

    width: str
    trust: str
    product: str
    item: str
    number: str
    reason: str
    amount: Decimal | None
    percent: Decimal | None
    first: date
    until: date
    said: date

    @property
    def is_adjustment(self) -> bool:
        return self.amount is not None or self.percent is not None

    def is_about(self, line: Line) -> bool:
        if self.width == "PRODUCT":
            return line.product == self.product
        if line.trust != self.trust:
            return False
        if self.width == "PRICE":
            return line.product == self.product
        if self.width == "ITEM":
            return line.item == self.item
        return line.number == self.number


@dataclass(frozen=True)
class OracleGap:
    trust: str
    product: str
    price: Decimal
    lowest: Decimal
    lowest_trust: str
    second_lowest: Decimal | None
    median: Decimal
    units: Decimal
    value: Decimal
    trusts: int


@dataclass(frozen=True)
class Answer:
    gaps: dict[tuple[str, str], OracleGap]
    suspects: set[tuple[str, str]]


def median(values: Iterable[Decimal]) -> Decimal:
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def in_last(days: int, line: Line, day: date) -> bool:
    return timedelta(0) <= day - line.on < timedelta(days)


def price_of(lines: list[Line], day: date) -> Decimal | None:
    for days in (90, 180):
        window = [
            line for line in lines if line.is_evidence and in_last(days, line, day)
        ]
        if window:
            value = sum(line.value for line in window)
            price = (value / sum(line.eaches for line in window)).quantize(
                MICRO, ROUND_HALF_UP
            )
            return price or None
    return None


def units_of(lines: list[Line], day: date) -> Decimal:
    total = sum((line.eaches for line in lines if in_last(365, line, day)), Decimal(0))
    return max(total, Decimal(0))


def find_suspects(prices: dict[str, Decimal]) -> set[str]:
    if len(prices) == 2:
        low, high = sorted(prices.values())
        return set(prices) if high >= 3 * low else set()
    middle = median(prices.values())
    far = {t for t, p in prices.items() if p >= 3 * middle or 3 * p <= middle}
    rest = [p for t, p in prices.items() if t not in far]
    if rest and max(rest) >= 3 * min(rest):
        return set(prices)
    return far


def is_regular(lines: list[Line], day: date) -> bool:
    year = [line for line in lines if line.is_evidence and in_last(365, line, day)]
    return len(year) >= 3 and len({line.on for line in year}) >= 2


def corrected(line: Line, corrections: list[Correction]) -> Line:
    """The line as it counts under the corrections of a day."""
    if not line.is_evidence:
        return line
    mine = [each for each in corrections if each.is_about(line)]
    if any(not each.is_adjustment and each.width != "PRICE" for each in mine):
        return replace(line, is_evidence=False)
    value = line.value
    for reason in {each.reason for each in mine}:
        adjustments = [e for e in mine if e.is_adjustment and e.reason == reason]
        if adjustments:
            narrowest = min(adjustments, key=lambda each: WIDTHS.index(each.width))
            value += (narrowest.amount or 0) * line.eaches
            value += line.value * (narrowest.percent or 0) / 100
    return replace(line, value=value, is_evidence=value > 0)


def find(
    lines: Iterable[Line],
    day: date,
    corrections: Iterable[Correction] = (),
    disputed: Iterable[tuple[str, str]] = (),
) -> Answer:
    """`disputed` are the trusts and products with an open dispute on that day."""
    now = [
        each for each in corrections if max(each.first, each.said) <= day < each.until
    ]
    lines = [corrected(line, now) for line in lines]
    barred = set(disputed) | {
        (each.trust, each.product)
        for each in now
        if each.width == "PRICE" and not each.is_adjustment
    }
    by_product: dict[str, dict[str, list[Line]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for line in lines:
        by_product[line.product][line.trust].append(line)
    answer = Answer({}, set())
    for product, by_trust in by_product.items():
        _find_one(product, by_trust, day, barred, answer)
    return answer


def _find_one(product, by_trust, day, barred, answer) -> None:
    prices = {
        trust: price
        for trust, lines in by_trust.items()
        if (price := price_of(lines, day)) is not None
    }
    if len(prices) < 2:
        return
    suspects = find_suspects(prices)
    answer.suspects.update((trust, product) for trust in suspects)
    left = {t: p for t, p in prices.items() if t not in suspects}
    if len(left) < 2:
        return
    units = {trust: units_of(by_trust[trust], day) for trust in left}
    middle_units = median(units.values())
    qualifying = sorted(
        (price, trust)
        for trust, price in left.items()
        if (trust, product) not in barred
        and (is_regular(by_trust[trust], day) or 10 * units[trust] >= middle_units)
    )
    if not qualifying:
        return
    lowest, lowest_trust = qualifying[0]
    for trust, price in left.items():
        value = (max(Decimal(0), price - lowest) * units[trust]).quantize(
            PENNY, ROUND_HALF_UP
        )
        if value >= LEAST_VALUE and price - lowest >= LEAST_PERCENT * price:
            answer.gaps[trust, product] = OracleGap(
                trust=trust,
                product=product,
                price=price,
                lowest=lowest,
                lowest_trust=lowest_trust,
                second_lowest=qualifying[1][0] if len(qualifying) > 1 else None,
                median=median(left.values()),
                units=units[trust],
                value=value,
                trusts=len(left),
            )
