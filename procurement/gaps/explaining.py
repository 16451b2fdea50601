"""Why each price of a product counts or does not: design section 5, in words.

Pure: no database, clock or request. It says of one product what the SQL of the gap
rule says of the whole region, by the same rule, so that a page can show its reasons.
Prices are pounds ex VAT per each, units are eaches in 12 months.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import Enum, unique

FEWEST_LINES = 3
# At this many times the median, a price is more likely a pack difference.
FAR = 3
# Digits enough for a price of 24 times a volume of 24.
EXACT_DIGITS = 60


@dataclass(frozen=True, slots=True)
class Paid:
    """What one trust pays: `price` is None where no order is young enough.

    `barred` says why the price is no reference though it might qualify, `left_out` why
    there is none though there are orders; both in a sentence.
    """

    code: str
    price: Decimal | None
    units: Decimal
    lines: int
    first_on: date | None
    last_on: date | None
    barred: str = ""
    is_disputed: bool = False
    left_out: str = ""

    @property
    def is_regular(self) -> bool:
        """At least three evidence lines on at least two dates."""
        return self.lines >= FEWEST_LINES and self.first_on != self.last_on


@unique
class Verdict(Enum):
    """What a price counts for; the value is a label for a table."""

    LOWEST = "Lowest"
    QUALIFIES = "Qualifies"
    TOO_FEW = "Too few orders"
    DISPUTED = "Disputed"
    BARRED = "No reference"
    SUSPECT = "Suspect"
    STALE = "No recent price"
    ALONE = "Nothing to compare with"


COMPARED = (
    Verdict.LOWEST,
    Verdict.QUALIFIES,
    Verdict.TOO_FEW,
    Verdict.DISPUTED,
    Verdict.BARRED,
)


@dataclass(frozen=True, slots=True)
class Judged:
    paid: Paid
    verdict: Verdict
    why: str

    @property
    def is_compared(self) -> bool:
        return self.verdict in COMPARED


@dataclass(frozen=True, slots=True)
class Comparison:
    """All prices of one product, judged; `trusts` is how many are compared."""

    judged: tuple[Judged, ...]
    median: Decimal | None
    lowest: Judged | None
    second_lowest: Decimal | None

    @property
    def trusts(self) -> int:
        return sum(each.is_compared for each in self.judged)

    def of(self, code: str) -> Judged | None:
        return next((each for each in self.judged if each.paid.code == code), None)


def median(values: Iterable[Decimal]) -> Decimal:
    """The middle value, or the exact mean of the middle two."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    with localcontext(prec=EXACT_DIGITS):
        return (ordered[middle - 1] + ordered[middle]) / 2


def compare(paid: Sequence[Paid], *, suspects: set[str] | None = None) -> Comparison:
    """Judge the prices that trusts pay for one product. Where some are not known as
    they are, `suspects` are the codes of those known to be suspect."""
    prices = {each.code: each.price for each in paid if each.price is not None}
    if suspects is None:
        suspects = find_suspects(prices)
    left = {code: price for code, price in prices.items() if code not in suspects}
    compared = [each for each in paid if each.code in left] if len(left) > 1 else []
    typical_units = median(each.units for each in compared) if compared else None
    qualifying = sorted(
        (each.price, each.code)
        for each in compared
        if each.price is not None and _qualifies(each, typical_units)
    )
    codes = [code for _, code in qualifying]
    judged = tuple(_judge(each, prices, suspects, left, codes) for each in paid)
    return Comparison(
        judged=judged,
        median=median(left.values()) if compared else None,
        lowest=next((j for j in judged if j.verdict is Verdict.LOWEST), None),
        second_lowest=qualifying[1][0] if len(qualifying) > 1 else None,
    )


def find_suspects(prices: dict[str, Decimal]) -> set[str]:
    """Codes of the trusts whose price is too far from the others' to be believed."""
    if len(prices) < 2:
        return set()
    low, high = min(prices.values()), max(prices.values())
    if len(prices) == 2:
        return set(prices) if high >= FAR * low else set()
    middle = median(prices.values())
    far = {
        code
        for code, price in prices.items()
        if price >= FAR * middle or FAR * price <= middle
    }
    rest = [price for code, price in prices.items() if code not in far]
    return set(prices) if rest and max(rest) >= FAR * min(rest) else far


def times_off(price: Decimal, others: Sequence[Decimal]) -> tuple[int, bool]:
    """How many times what others pay (their median) `price` is, or they pay; and
    whether it is more than they pay."""
    typical = median(others)
    is_more = price >= typical
    times = price / typical if is_more else typical / price
    return int(times.quantize(Decimal(1), ROUND_HALF_UP)), is_more


def suspicion(price: Decimal, others: Sequence[Decimal]) -> str:
    """Why a suspect price is not believed, in a sentence."""
    if not others:
        return "The prices spread too widely to tell which are right."
    times, is_more = times_off(price, others)
    if times < FAR:
        return "The prices spread too widely to tell which are right."
    if is_more:
        return f"Probably a pack difference: about {times:,} times what others pay."
    return f"Probably a pack difference: others pay about {times:,} times as much."


def gap_value(price: Decimal, lowest: Decimal, units: Decimal) -> Decimal:
    """Pounds a year, rounded half up to pence; never below 0."""
    with localcontext(prec=EXACT_DIGITS):
        value = max(Decimal(0), price - lowest) * units
        return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _qualifies(paid: Paid, typical_units: Decimal | None) -> bool:
    return not paid.barred and (
        paid.is_regular
        or (typical_units is not None and 10 * paid.units >= typical_units)
    )


def _judge(
    paid: Paid,
    prices: dict[str, Decimal],
    suspects: set[str],
    left: dict[str, Decimal],
    qualifying: list[str],
) -> Judged:
    if paid.price is None:
        why = paid.left_out or "No order with a price in the last 180 days."
        return Judged(paid, Verdict.STALE, why)
    if paid.code in suspects:
        others = [price for code, price in prices.items() if code != paid.code]
        return Judged(paid, Verdict.SUSPECT, suspicion(paid.price, others))
    if len(left) < 2:
        why = "No other trust has a price to compare with."
        return Judged(paid, Verdict.ALONE, why)
    if paid.barred:
        verdict = Verdict.DISPUTED if paid.is_disputed else Verdict.BARRED
        return Judged(paid, verdict, paid.barred)
    if paid.code not in qualifying:
        return Judged(paid, Verdict.TOO_FEW, _too_few(paid))
    verdict = Verdict.LOWEST if paid.code == qualifying[0] else Verdict.QUALIFIES
    return Judged(paid, verdict, _enough(paid))


def _lines(paid: Paid) -> str:
    return f"{paid.lines:,} order line{'' if paid.lines == 1 else 's'}"


def _enough(paid: Paid) -> str:
    if paid.is_regular:
        return f"{_lines(paid)} on at least two days in 12 months."
    return (
        f"Only {_lines(paid)} in 12 months, but at least a tenth of the volume that "
        "is usual."
    )


def _too_few(paid: Paid) -> str:
    days = ", all on one day," if paid.lines >= FEWEST_LINES else ""
    return (
        f"Only {_lines(paid)}{days} in 12 months, and under a tenth of the volume that "
        "is usual."
    )
