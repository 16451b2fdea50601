"""Each trust's gaps as a bar beside its figure: the chart is its own table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from procurement.gaps.summaries import TrustWorth


@dataclass(frozen=True, slots=True)
class Bar:
    """`length` is of the longest bar, from 0 to 100 with one decimal."""

    trust: TrustWorth
    length: Decimal


def bars_of(trusts: Sequence[TrustWorth]) -> list[Bar]:
    """In the order given."""
    longest = max((trust.worth.value for trust in trusts), default=Decimal(0))
    return [Bar(trust, _length(trust.worth.value, longest)) for trust in trusts]


def _length(value: Decimal, longest: Decimal) -> Decimal:
    if longest <= 0:
        return Decimal(0)
    share = 100 * value / longest
    return share.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
