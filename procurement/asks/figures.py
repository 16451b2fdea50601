"""What a line of a letter says of its gaps: of one trust's, or of several trusts'."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from procurement.asks.bands import Band, band_of
from procurement.asks.models import AskLine
from procurement.gaps.models import Gap

_EXACT_DIGITS = 60
_PLACES = Decimal("0.0000001")


@dataclass(frozen=True, slots=True)
class Figures:
    """Pounds per each, eaches a year, how many trusts, and the band."""

    price_each: Decimal
    units_12m: Decimal
    trusts: int
    band: Band

    @property
    def fields(self) -> dict[str, Decimal | int]:
        return {
            "price_each": self.price_each,
            "units_12m": self.units_12m,
            "trusts": self.trusts,
            "band_low": self.band.low,
            "band_high": self.band.high,
        }

    def are_those_of(self, line: AskLine) -> bool:
        return all(getattr(line, name) == value for name, value in self.fields.items())


def figures_of(gaps: list[Gap]) -> Figures:
    """Of several trusts' gaps on one product, the means weigh by volume."""
    with localcontext(prec=_EXACT_DIGITS):
        units = sum((gap.units_12m for gap in gaps), Decimal(0))
        paid = sum((gap.price_each * gap.units_12m for gap in gaps), Decimal(0))
        lowest = sum((gap.lowest_price * gap.units_12m for gap in gaps), Decimal(0))
        price = (paid / units).quantize(_PLACES, ROUND_HALF_UP)
        return Figures(price, units, len(gaps), band_of(paid, lowest))


def by_product(gaps: Iterable[Gap]) -> dict[int, list[Gap]]:
    found: dict[int, list[Gap]] = defaultdict(list)
    for gap in gaps:
        found[gap.product_id].append(gap)
    return found
