"""Horizontal bars, each of one or several parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from procurement.ui.drawing.scales import Scale, scale_of
from procurement.ui.drawing.shapes import QUIET, RULE, Canvas, Drawing, shortened
from procurement.ui.figures import pounds

WIDE = 500  # pixels from which a name stands left of its bar instead of above it
ROW, NARROW_ROW, BAR, FOOT, AMOUNT = 26, 40, 14, 24, 60


@dataclass(frozen=True, slots=True)
class Bar:
    """A name, and the pounds of its parts in the order of the chart's looks."""

    name: str
    amounts: tuple[Decimal, ...]

    @property
    def whole(self) -> Decimal:
        return sum(self.amounts, Decimal(0))


def ends(amounts: Sequence[Decimal]) -> list[tuple[Decimal, Decimal]]:
    """Where each part begins and ends: those above nought one after another to the
    right, those below nought to the left."""
    above = below = Decimal(0)
    standing = []
    for amount in amounts:
        if amount < 0:
            standing.append((below + amount, below))
            below += amount
        else:
            standing.append((above, above + amount))
            above += amount
    return standing


def scale_of_bars(rows: Sequence[Bar]) -> Scale:
    return scale_of(end for row in rows for part in ends(row.amounts) for end in part)


def draw_bars(
    rows: Sequence[Bar], looks: tuple[str, ...], *, key: str, width: int
) -> Drawing:
    is_wide = width >= WIDE
    step = ROW if is_wide else NARROW_ROW
    left = width * 3 // 10 if is_wide else 4
    height = step * len(rows) + FOOT
    canvas = Canvas(key, width, height)
    scale = scale_of_bars(rows)
    _marks(canvas, scale, left)
    for number, row in enumerate(rows):
        top = step * number + (6 if is_wide else 20)
        if is_wide:
            name = shortened(row.name, left - 8)
            canvas.words(name, left - 8, top + 12, anchor="end")
        else:
            canvas.words(shortened(row.name, width), left, top - 5)
        right = left
        for look, amount, part in zip(
            looks, row.amounts, ends(row.amounts), strict=True
        ):
            start, end = (_across(canvas, scale, left, each) for each in part)
            if amount:
                canvas.area(look, start, top, end - start, BAR)
            right = max(right, int(end))
        canvas.words(pounds(row.whole), right + 6, top + 12, bold=True)
    return canvas.done(looks)


def _marks(canvas: Canvas, scale: Scale, left: int) -> None:
    foot = canvas.height - FOOT
    marks = scale.marks
    for mark in marks if len(marks) < 4 or canvas.width >= WIDE else marks[::2]:
        across = _across(canvas, scale, left, mark)
        colour = QUIET if mark == 0 else RULE
        canvas.upright(across, top=0, foot=foot, colour=colour)
        anchor = "start" if mark == scale.low else "middle"
        canvas.words(pounds(mark), across, foot + 16, anchor=anchor, colour=QUIET)


def _across(canvas: Canvas, scale: Scale, left: int, amount: Decimal) -> Decimal:
    return scale.place(amount, left, canvas.width - AMOUNT)
