"""Where the marks of a strip chart of prices stand. Pure: numbers in, places out.

Places across are percentages of the width, so that words keep their size on a phone;
places down are pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

EDGE = Decimal(7)  # per cent of the width kept free at either side
NEAR = Decimal(3)  # marks closer than this, in per cent, are stacked
LABEL_WIDTH = Decimal(20)  # per cent that a label may reach to one side
STEP = 13  # pixels from one mark of a stack to the next
TOP = 34  # pixels above the highest mark: the owner's label
BELOW = 62  # pixels under the line: two rows of labels


@dataclass(frozen=True, slots=True)
class Point:
    """A price to mark; `is_believed` prices make the scale. With `low` it is the top of
    a band that begins there."""

    name: str
    price: Decimal
    kind: str
    is_believed: bool
    low: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """`anchor` is which end of a word stands there; `beyond` is -1 or 1 where the
    price lies outside the scale, left or right."""

    point: Point
    across: Decimal
    down: int
    anchor: str
    beyond: int


@dataclass(frozen=True, slots=True)
class Strip:
    marks: tuple[Mark, ...]
    height: int
    line: int
    median: Decimal | None
    median_across: Decimal | None
    median_anchor: str

    def first(self, kind: str) -> Mark | None:
        return next((mark for mark in self.marks if mark.point.kind == kind), None)

    @property
    def top(self) -> int:
        """Where the median's line begins, in pixels from the top."""
        return TOP - 12

    @property
    def own_label(self) -> int:
        """Just above the owner's mark and those around it."""
        if self.own is None:
            return TOP
        around = [
            mark.down
            for mark in self.marks
            if abs(mark.across - self.own.across) < LABEL_WIDTH
        ]
        return min(around) - 14

    @property
    def median_label(self) -> int:
        return self.line + 32

    @property
    def cheapest(self) -> Decimal:
        return min(mark.point.price for mark in self.marks)

    @property
    def dearest(self) -> Decimal:
        return max(mark.point.price for mark in self.marks)

    @property
    def has_few(self) -> bool:
        return self.first("few") is not None

    @property
    def has_barred(self) -> bool:
        return self.first("barred") is not None

    @property
    def has_suspects(self) -> bool:
        return self.first("suspect") is not None

    @property
    def own(self) -> Mark | None:
        return self.first("own")

    @property
    def lowest(self) -> Mark | None:
        return self.first("lowest")


def strip_of(points: Sequence[Point], median: Decimal | None) -> Strip | None:
    """The chart of some prices; None where there is no price."""
    scale = [p.price for p in points if p.is_believed] or [p.price for p in points]
    if not scale:
        return None
    low, high = min(scale), max(scale)
    placed = sorted(
        ((_across(point.price, low, high), point) for point in points),
        key=lambda pair: (pair[0], pair[1].name),
    )
    levels = _levels([across for across, _ in placed])
    line = TOP + STEP * max(levels)
    middle = None if median is None else _across(median, low, high)
    return Strip(
        marks=tuple(
            Mark(
                point=point,
                across=across,
                down=line - STEP * level,
                anchor=_anchor(across),
                beyond=(point.price > high) - (point.price < low),
            )
            for (across, point), level in zip(placed, levels, strict=True)
        ),
        height=line + BELOW,
        line=line,
        median=median,
        median_across=middle,
        median_anchor="" if middle is None else _anchor(middle),
    )


def _across(price: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """Per cent of the width; a price outside the scale stands at the edge."""
    if price < low:
        return Decimal("1.5")
    if price > high:
        return Decimal("98.5")
    if low == high:
        return Decimal(50)
    share = (price - low) / (high - low)
    return (EDGE + share * (100 - 2 * EDGE)).quantize(Decimal("0.01"))


def _levels(places: Sequence[Decimal]) -> list[int]:
    """How high in its stack each mark stands, from left to right."""
    last: list[Decimal] = []
    levels = []
    for place in places:
        level = next(
            (n for n, taken in enumerate(last) if place - taken >= NEAR), len(last)
        )
        last[level : level + 1] = [place]
        levels.append(level)
    return levels


def _anchor(across: Decimal) -> str:
    if across < 20:
        return "start"
    return "end" if across > 80 else "middle"
