"""A waterfall: from one total, by what goes or comes, to what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from procurement.ui.drawing.scales import scale_of
from procurement.ui.drawing.shapes import INK, QUIET, RULE, Canvas, Drawing, in_two
from procurement.ui.figures import pounds

HEIGHT, TOP, FOOT, LEFT, RIGHT = 270, 24, 40, 68, 8


@dataclass(frozen=True, slots=True)
class Step:
    """Pounds that a bar stands for: a whole from nought up, or what is added to the
    bars before it. `look` is one of `LOOKS`."""

    label: str
    amount: Decimal
    look: str
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A step between two levels in pounds."""

    step: Step
    start: Decimal
    end: Decimal


def placed(steps: Sequence[Step]) -> list[Placed]:
    """Each step where it stands. A whole that is not what the steps before it come to
    would tell an untruth: ValueError."""
    level = Decimal(0)
    standing = []
    for number, step in enumerate(steps):
        if step.is_whole:
            if number and step.amount != level:
                raise ValueError(f"{step.label}: {step.amount} is not {level}.")
            start, level = Decimal(0), step.amount
        else:
            start, level = level, level + step.amount
        standing.append(Placed(step, start, level))
    return standing


def draw_waterfall(steps: Sequence[Step], *, key: str, width: int) -> Drawing:
    standing = placed(steps)
    scale = scale_of(amount for each in standing for amount in (each.start, each.end))
    canvas = Canvas(key, width, HEIGHT)
    bottom = HEIGHT - FOOT
    for mark in scale.marks:
        down = scale.place(mark, bottom, TOP)
        colour = QUIET if mark == 0 else RULE
        canvas.level(LEFT, width - RIGHT, down=down, colour=colour)
        canvas.words(pounds(mark), LEFT - 6, down + 4, anchor="end", colour=QUIET)
    share = Decimal(width - LEFT - RIGHT) / max(len(standing), 1)
    for number, each in enumerate(standing):
        middle = LEFT + share * number + share / 2
        ends = [scale.place(level, bottom, TOP) for level in (each.start, each.end)]
        half = min(share * Decimal("0.35"), Decimal(48))
        canvas.area(each.step.look, middle - half, min(ends), 2 * half, _size(ends))
        canvas.words(
            pounds(each.step.amount), middle, min(ends) - 6, anchor="middle", bold=True
        )
        for row, label in enumerate(in_two(each.step.label, int(share))):
            foot = bottom + 18 + 14 * row
            canvas.words(label, middle, foot, anchor="middle")
        if number + 1 < len(standing):
            start, end = middle + half, middle + share - half
            canvas.level(start, end, down=ends[1], colour=INK, dash="2 2")
    return canvas.done(tuple({step.look: None for step in steps}))


def _size(ends: Sequence[Decimal]) -> Decimal:
    return abs(ends[0] - ends[1])
