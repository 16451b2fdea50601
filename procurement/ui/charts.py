"""A chart with all that belongs to it: its title, its rule, the same as words and as a
table, the drawing for paper and small print, and the data that the browser draws.

Pure. A page makes one with `waterfall_chart`, `line_chart` or `bar_chart` and shows it
by `components/chart.html`; a page with charts loads `charts.js`. Amounts are pounds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from procurement.ui.drawing import bars, lines, waterfall
from procurement.ui.drawing.scales import Scale, scale_of
from procurement.ui.drawing.shapes import LOOKS, Drawing, swatch
from procurement.ui.figures import pounds, pounds_exact

# Where the chart is so wide, and on a phone.
WIDE, NARROW = 760, 340


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the chart's table: what it is of, and its cells as they are shown. `url`
    leads to the rows behind it."""

    label: str
    cells: tuple[str, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of area in the chart's key."""

    name: str
    swatch: Drawing


@dataclass(frozen=True, slots=True)
class Chart:
    """`key` is its place in the page; `summary` says in words what it shows; `data` is
    for `charts.js`, amounts as text, so that none is ever a float here."""

    key: str
    title: str
    rule: str
    summary: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    wide: Drawing
    narrow: Drawing
    data: dict[str, Any]
    parts: tuple[Part, ...] = ()

    @property
    def data_key(self) -> str:
        return f"{self.key}-data"

    @property
    def table(self) -> list[tuple[Row, list[tuple[str, str]]]]:
        """Each row with its cells under their headings."""
        return [
            (row, list(zip(self.headings[1:], row.cells, strict=True)))
            for row in self.rows
        ]


def waterfall_chart(
    key: str,
    title: str,
    rule: str,
    *,
    steps: Sequence[waterfall.Step],
    urls: Sequence[str] = (),
) -> Chart:
    """From a whole to what is left of it. `urls` are those of the steps, if any."""
    standing = waterfall.placed(steps)
    scale = scale_of(level for each in standing for level in (each.start, each.end))
    return Chart(
        key=key,
        title=title,
        rule=rule,
        summary=_said(title, (f"{s.label} {pounds(s.amount)}" for s in steps)),
        headings=("Step", "Pounds"),
        rows=tuple(
            Row(step.label, (pounds_exact(step.amount),), url)
            for step, url in zip(steps, urls or [""] * len(steps), strict=True)
        ),
        wide=waterfall.draw_waterfall(steps, key=f"{key}-wide", width=WIDE),
        narrow=waterfall.draw_waterfall(steps, key=f"{key}-narrow", width=NARROW),
        data={
            "kind": "waterfall",
            "bars": [_bar_between(each) for each in standing],
            "axis": _axis(scale),
            "looks": _LOOKS,
        },
    )


def bar_chart(
    key: str,
    title: str,
    rule: str,
    *,
    rows: Sequence[bars.Bar],
    parts: Sequence[tuple[str, str]],
    of: str,
    urls: Sequence[str] = (),
) -> Chart:
    """Horizontal bars. `parts` are the name and look of each part; `of` says what a row
    is, such as "Trust"."""
    looks = tuple(look for _, look in parts)
    together = ("Together",) if len(parts) > 1 else ()
    shown = (Part(name, swatch(f"{key}-{look}", look)) for name, look in parts)
    return Chart(
        key=key,
        title=title,
        rule=rule,
        summary=_said(title, (f"{row.name} {pounds(row.whole)}" for row in rows)),
        headings=(of, *(name for name, _ in parts), *together),
        rows=tuple(
            _bar_row(row, url)
            for row, url in zip(rows, urls or [""] * len(rows), strict=True)
        ),
        wide=bars.draw_bars(rows, looks, key=f"{key}-wide", width=WIDE),
        narrow=bars.draw_bars(rows, looks, key=f"{key}-narrow", width=NARROW),
        data={
            "kind": "bars",
            "names": [row.name for row in rows],
            "wholes": [pounds(row.whole) for row in rows],
            "parts": [
                {"name": name, "look": look, **_both(row.amounts[n] for row in rows)}
                for n, (name, look) in enumerate(parts)
            ],
            "axis": _axis(bars.scale_of_bars(rows)),
            "looks": _LOOKS,
        },
        parts=tuple(shown) if together else (),
    )


def line_chart(
    key: str,
    title: str,
    rule: str,
    *,
    labels: Sequence[str],
    several: Sequence[lines.Line],
    band: lines.Band | None = None,
) -> Chart:
    """Lines over months, with the band that the forecast lies in."""
    bands = (band.name,) if band else ()
    return Chart(
        key=key,
        title=title,
        rule=rule,
        summary=_said(title, (_end_of(line, labels) for line in several)),
        headings=("Month", *(line.name for line in several), *bands),
        rows=tuple(
            _month(place, label, several, band) for place, label in enumerate(labels)
        ),
        wide=lines.draw_lines(labels, several, band, key=f"{key}-wide", width=WIDE),
        narrow=lines.draw_lines(
            labels, several, band, key=f"{key}-narrow", width=NARROW
        ),
        data={
            "kind": "lines",
            "labels": list(labels),
            "lines": [
                {"name": line.name, "style": line.style, **_both(line.amounts)}
                for line in several
            ],
            "styles": lines.STYLES,
            "band": _band(band) if band else None,
            "axis": _axis(lines.scale_of_lines(several, band)),
        },
    )


def _said(title: str, parts: Iterable[str]) -> str:
    return f"{title}: {'; '.join(part for part in parts if part)}."


def _bar_between(each: waterfall.Placed) -> dict[str, str]:
    return {
        "label": each.step.label,
        "from": str(each.start),
        "to": str(each.end),
        "text": pounds(each.step.amount),
        "look": each.step.look,
    }


def _bar_row(row: bars.Bar, url: str) -> Row:
    whole = (row.whole,) if len(row.amounts) > 1 else ()
    return Row(row.name, tuple(pounds_exact(a) for a in (*row.amounts, *whole)), url)


def _month(
    place: int, label: str, several: Sequence[lines.Line], band: lines.Band | None
) -> Row:
    cells = [_cell(line.amounts[place]) for line in several]
    if band:
        pair = band.between[place]
        cells.append(" to ".join(pounds(amount) for amount in pair) if pair else "")
    return Row(label, tuple(cells))


def _cell(amount: Decimal | None) -> str:
    return "" if amount is None else pounds_exact(amount)


def _end_of(line: lines.Line, labels: Sequence[str]) -> str:
    for amount, label in reversed(list(zip(line.amounts, labels, strict=True))):
        if amount is not None:
            return f"{line.name} {pounds(amount)} at {label}"
    return ""


def _both(amounts: Iterable[Decimal | None]) -> dict[str, list[str | None]]:
    """Amounts as they are placed, and as they are said."""
    known = list(amounts)
    return {
        "amounts": [None if amount is None else str(amount) for amount in known],
        "texts": ["" if amount is None else pounds(amount) for amount in known],
    }


def _band(band: lines.Band) -> dict[str, Any]:
    return {
        "colour": lines.BAND,
        "low": [None if pair is None else str(pair[0]) for pair in band.between],
        "high": [None if pair is None else str(pair[1]) for pair in band.between],
    }


def _axis(scale: Scale) -> dict[str, Any]:
    return {
        "low": str(scale.low),
        "high": str(scale.high),
        "step": str(scale.step),
        "texts": [pounds(mark) for mark in scale.marks],
    }


_LOOKS = {name: [look.fill, look.ink] for name, look in LOOKS.items()}
