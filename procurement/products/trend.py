"""Where the lines of a small chart for each trust stand. Pure: numbers in, places out.

All charts have one scale. Places across are percentages of the width, so that lines
keep their weight on a phone; places down are pixels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from procurement.gaps.explaining import FAR, median

HEIGHT = 56  # pixels of a chart
EDGE = 8  # pixels kept free above and below


@dataclass(frozen=True, slots=True)
class Series:
    """What one trust paid, by month; months without an order are not in it."""

    name: str
    kind: str  # own, lowest or peer
    prices: Mapping[date, Decimal]


@dataclass(frozen=True, slots=True)
class Dot:
    """A month; one that is not believed stands at the edge of the scale."""

    month: date
    name: str  # of the month
    price: Decimal
    across: Decimal
    down: Decimal
    is_believed: bool

    # A page has hundreds of dots: as text they are written at once.
    @property
    def x(self) -> str:
        return f"{self.across}%"

    @property
    def y(self) -> str:
        return str(self.down)


@dataclass(frozen=True, slots=True)
class Chart:
    """One trust's. `segments` join the dots of months that follow each other."""

    series: Series
    dots: tuple[Dot, ...]
    segments: tuple[tuple[Dot, Dot], ...]

    @property
    def last(self) -> Dot:
        return self.dots[-1]


@dataclass(frozen=True, slots=True)
class Row:
    """One month with each chart and its price, None where there was no order."""

    month: date
    name: str
    cells: tuple[tuple[Chart, Decimal | None], ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """`low` to `high` is the scale; `rows` are the same as a table, newest first."""

    charts: tuple[Chart, ...]
    low: Decimal
    high: Decimal
    first: date
    last: date
    height: int
    rows: tuple[Row, ...]

    @property
    def has_far(self) -> bool:
        return any(not dot.is_believed for chart in self.charts for dot in chart.dots)


def trend_of(several: Sequence[Series], months: Sequence[date]) -> Trend | None:
    """The charts of some trusts over the months; None where nobody ordered.

    A month's price three times away from the median of them all is more likely a pack
    read wrongly: it is not believed and makes no scale.
    """
    several = [series for series in several if series.prices]
    prices = [price for series in several for price in series.prices.values()]
    if not prices:
        return None
    middle = median(prices)
    near = [price for price in prices if _is_near(price, middle)] or prices
    low, high = min(near), max(near)
    charts = tuple(_chart(series, months, low, high) for series in several)
    return Trend(
        charts=charts,
        low=low,
        high=high,
        first=months[0],
        last=months[-1],
        height=HEIGHT,
        rows=tuple(
            Row(
                month,
                f"{month:%B %Y}",
                tuple((c, c.series.prices.get(month)) for c in charts),
            )
            for month in reversed(months)
            if any(month in series.prices for series in several)
        ),
    )


def _is_near(price: Decimal, middle: Decimal) -> bool:
    return price < FAR * middle and FAR * price > middle


def _chart(
    series: Series, months: Sequence[date], low: Decimal, high: Decimal
) -> Chart:
    placed: dict[int, Dot] = {}
    for place, month in enumerate(months):
        price = series.prices.get(month)
        if price is not None:
            placed[place] = Dot(
                month,
                f"{month:%B %Y}",
                price,
                _across(place, len(months)),
                _down(price, low, high),
                low <= price <= high,
            )
    segments = (
        (placed[place], placed[place + 1])
        for place in placed
        if place + 1 in placed
        and placed[place].is_believed
        and placed[place + 1].is_believed
    )
    return Chart(series, tuple(placed.values()), tuple(segments))


def _across(place: int, count: int) -> Decimal:
    """The middle of the month's share of the width, in per cent."""
    share = (place + Decimal("0.5")) / count
    return (100 * share).quantize(Decimal("0.01"))


def _down(price: Decimal, low: Decimal, high: Decimal) -> Decimal:
    if price > high:
        return Decimal(EDGE) / 2
    if price < low:
        return Decimal(HEIGHT) - Decimal(EDGE) / 2
    if low == high:
        return Decimal(HEIGHT) / 2
    share = (high - price) / (high - low)
    return (EDGE + share * (HEIGHT - 2 * EDGE)).quantize(Decimal("0.1"))
