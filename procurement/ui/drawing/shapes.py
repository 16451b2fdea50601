"""What a drawing is made of, and the looks that all drawings share."""

from dataclasses import dataclass, field
from decimal import Decimal

LETTER = Decimal("6.5")  # pixels that a letter of a label takes, on average
CAPITAL = Decimal("8.5")  # the same, where all are capitals
INK, QUIET, RULE = "#212b32", "#4c6272", "#d8dde0"
FONT = "Frutiger W01, Arial, Liberation Sans, sans-serif"

type Number = Decimal | int


@dataclass(frozen=True, slots=True)
class Shape:
    """One element of SVG; what is in it is text, or other shapes."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    inside: tuple["Shape", ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on so many pixels."""

    width: int
    height: int
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """How an area is filled: a colour under a pattern of lines, or plain."""

    fill: str
    ink: str
    pattern: str = ""  # of a path in a square of eight pixels


# What each kind of area looks like. All have three to one against white, or an edge
# that has.
LOOKS = {
    "realised": Look("#12344d", "#12344d"),
    "agreed": Look("#7fb2d9", "#12344d", "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4"),
    "identified": Look("#ffffff", "#12344d", "M3,4 h2"),
    "lost": Look("#e8edee", "#4c6272", "M0,0 l8,8 M0,8 l8,-8"),
    "plain": Look("#4a7896", "#4a7896"),
    "total": Look("#335a77", "#335a77"),
}


@dataclass(slots=True)
class Canvas:
    """A drawing while it is made; `key` keeps its patterns apart from others'."""

    key: str
    width: int
    height: int
    shapes: list[Shape] = field(default_factory=list)

    def add(self, tag: str, **attributes: Number | str) -> None:
        self.shapes.append(Shape(tag, _written(attributes)))

    def level(
        self, start: Number, end: Number, *, down: Number, colour: str, dash: str = ""
    ) -> None:
        """A line across."""
        dashed = {"stroke_dasharray": dash} if dash else {}
        self.add("line", x1=start, x2=end, y1=down, y2=down, stroke=colour, **dashed)

    def upright(
        self, across: Number, *, top: Number, foot: Number, colour: str
    ) -> None:
        self.add("line", x1=across, x2=across, y1=top, y2=foot, stroke=colour)

    def words(
        self,
        text: str,
        x: Number,
        y: Number,
        *,
        anchor: str = "start",
        colour: str = INK,
        bold: bool = False,
    ) -> None:
        weight = {"font-weight": "600"} if bold else {}
        attributes = _written({"x": x, "y": y, "text_anchor": anchor, "fill": colour})
        self.shapes.append(Shape("text", attributes | weight, text))

    def area(
        self, look: str, x: Number, y: Number, width: Number, height: Number
    ) -> None:
        """A rectangle that looks like what it stands for."""
        self.add(
            "rect", x=x, y=y, width=max(width, 1), height=max(height, 1),
            fill=self._fill(look), stroke=LOOKS[look].ink,
        )  # fmt: skip

    def _fill(self, look: str) -> str:
        is_plain = not LOOKS[look].pattern
        return LOOKS[look].fill if is_plain else f"url(#{self.key}-{look})"

    def done(self, looks: tuple[str, ...] = ()) -> Drawing:
        patterns = tuple(
            _pattern(f"{self.key}-{name}", LOOKS[name])
            for name in looks
            if LOOKS[name].pattern
        )
        defined = (Shape("defs", {}, inside=patterns),) if patterns else ()
        return Drawing(self.width, self.height, (*defined, *self.shapes))


def swatch(key: str, look: str) -> Drawing:
    """A look for a key of colours, 16 pixels wide."""
    canvas = Canvas(f"{key}-key", 16, 16)
    canvas.area(look, 1, 1, 14, 14)
    return canvas.done((look,))


def shortened(text: str, pixels: int) -> str:
    """TEXT such that it goes into so many pixels."""
    letter = CAPITAL if text.isupper() else LETTER
    fits = max(int(pixels // letter), 4)
    return text if len(text) <= fits else text[: fits - 1].rstrip() + "…"


def in_two(text: str, pixels: int) -> list[str]:
    """TEXT on one line, or on two, each of at most so many pixels."""
    if len(text) * LETTER <= pixels:
        return [text]
    first, *rest = text.split(" ")
    while rest and len(f"{first} {rest[0]}") * LETTER <= pixels:
        first = f"{first} {rest.pop(0)}"
    second = [shortened(" ".join(rest), pixels)] if rest else []
    return [shortened(first, pixels), *second]


def _pattern(key: str, look: Look) -> Shape:
    square = {"width": "8", "height": "8"}
    return Shape(
        "pattern",
        {"id": key, "patternUnits": "userSpaceOnUse", **square},
        inside=(
            Shape("rect", {**square, "fill": look.fill}),
            Shape("path", {"d": look.pattern, "stroke": look.ink, "fill": "none"}),
        ),
    )


def _written(attributes: dict[str, Number | str]) -> dict[str, str]:
    return {
        name.replace("_", "-"): value if isinstance(value, str) else pixels(value)
        for name, value in attributes.items()
    }


def pixels(number: Number) -> str:
    """A place to a tenth of a pixel."""
    return f"{Decimal(number):.1f}".removesuffix(".0")
