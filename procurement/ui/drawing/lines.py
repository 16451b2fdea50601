"""Lines over months: what was, what is expected, what is wanted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from procurement.ui.drawing.scales import Scale, scale_of
from procurement.ui.drawing.shapes import LETTER, QUIET, RULE, Canvas, Drawing, pixels
from procurement.ui.figures import pounds

HEIGHT, TOP, FOOT, LEFT = 280, 16, 28, 68
BAND = "#d2e3f0"
APART = 16  # pixels at least between the names at the ends of lines

# Of each style: colour, thickness, dashes. They differ without colour too.
STYLES = {
    "actual": ("#12344d", "3", ""),
    "forecast": ("#2b6ca3", "2", "2 4"),
    "target": ("#a23b00", "2", "8 4"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """Pounds at each label of the chart; None where the line does not run."""

    name: str
    style: str
    amounts: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Between which pounds the forecast lies, at each label, or None."""

    name: str
    between: tuple[tuple[Decimal, Decimal] | None, ...]


def scale_of_lines(several: Sequence[Line], band: Band | None) -> Scale:
    amounts = [a for line in several for a in line.amounts if a is not None]
    if band:
        amounts += [amount for pair in band.between if pair for amount in pair]
    return scale_of(amounts)


def draw_lines(
    labels: Sequence[str],
    several: Sequence[Line],
    band: Band | None = None,
    *,
    key: str,
    width: int,
) -> Drawing:
    scale = scale_of_lines(several, band)
    canvas = Canvas(key, width, HEIGHT)
    longest = max((len(line.name) for line in several), default=0)
    right = width - int(longest * LETTER) - 16
    places = _places(len(labels), right)
    _axes(canvas, scale, labels, places)
    if band:
        _band(canvas, scale, band, places)
    names = []
    for line in several:
        standing = _standing(scale, line, places)
        if standing:
            _line(canvas, line.style, standing)
            names.append((*standing[-1], line))
    _names(canvas, names, right)
    return canvas.done()


def _places(count: int, right: int) -> list[Decimal]:
    step = Decimal(right - LEFT) / max(count - 1, 1)
    return [LEFT + step * number for number in range(count)]


def _axes(
    canvas: Canvas, scale: Scale, labels: Sequence[str], places: Sequence[Decimal]
) -> None:
    bottom = HEIGHT - FOOT
    for mark in scale.marks:
        down = scale.place(mark, bottom, TOP)
        colour = QUIET if mark == 0 else RULE
        canvas.level(LEFT, places[-1], down=down, colour=colour)
        canvas.words(pounds(mark), LEFT - 6, down + 4, anchor="end", colour=QUIET)
    widest = max(len(label) for label in labels) * LETTER + 8
    fits = max(int((places[-1] - LEFT) / widest), 1)
    each = -(-len(labels) // fits)  # rounded up
    for number in range(0, len(labels), each):
        canvas.words(
            labels[number], places[number], HEIGHT - 8, anchor="middle", colour=QUIET
        )


def _band(canvas: Canvas, scale: Scale, band: Band, places: Sequence[Decimal]) -> None:
    pairs = [(x, pair) for x, pair in zip(places, band.between, strict=True) if pair]
    corners = [(x, low) for x, (low, _) in pairs]
    corners += [(x, high) for x, (_, high) in reversed(pairs)]
    points = _points([(x, _down(scale, amount)) for x, amount in corners])
    canvas.add("polygon", points=points, fill=BAND)


def _standing(
    scale: Scale, line: Line, places: Sequence[Decimal]
) -> list[tuple[Decimal, Decimal]]:
    return [
        (x, _down(scale, amount))
        for x, amount in zip(places, line.amounts, strict=True)
        if amount is not None
    ]


def _line(
    canvas: Canvas, style: str, standing: Sequence[tuple[Decimal, Decimal]]
) -> None:
    colour, thickness, dash = STYLES[style]
    dashed = {"stroke_dasharray": dash} if dash else {}
    canvas.add(
        "polyline", points=_points(standing), fill="none", stroke=colour,
        stroke_width=thickness, **dashed,
    )  # fmt: skip
    if style == "actual":
        for x, down in standing:
            canvas.add("circle", cx=x, cy=down, r=3, fill=colour)


def _names(
    canvas: Canvas, names: Sequence[tuple[Decimal, Decimal, Line]], right: int
) -> None:
    """A line's name stands right of its end, or above it where it ends earlier."""
    at_the_end = []
    for across, down, line in names:
        if across < right:
            colour = STYLES[line.style][0]
            canvas.words(
                line.name, across, down - 10, anchor="end", colour=colour, bold=True
            )
        else:
            at_the_end.append((down, line))
    for down, line in _kept_apart(at_the_end):
        colour = STYLES[line.style][0]
        canvas.words(line.name, right + 8, down + 4, colour=colour, bold=True)


def _kept_apart(
    names: Sequence[tuple[Decimal, Line]],
) -> Iterator[tuple[Decimal, Line]]:
    """The names of the lines from top to bottom, none upon another."""
    least = Decimal(TOP)
    for down, line in sorted(names, key=lambda pair: pair[0]):
        place = max(down, least)
        yield place, line
        least = place + APART


def _down(scale: Scale, amount: Decimal) -> Decimal:
    return scale.place(amount, HEIGHT - FOOT, TOP)


def _points(corners: Sequence[tuple[Decimal, Decimal]]) -> str:
    return " ".join(f"{pixels(x)},{pixels(y)}" for x, y in corners)
