"""The data rows of a file whose layout is known, streamed."""

from collections.abc import Generator, Iterator
from itertools import chain
from operator import itemgetter
from pathlib import Path

from catalogue.purchases.layouts import delimited, worksheets
from catalogue.purchases.layouts.footings import LONGEST_FOOT, is_empty, is_foot
from catalogue.purchases.layouts.words import FIELDS, Layout, counted

Row = tuple[int, list[str]]

# Places in a row of values, where the file's row number stands first.
PO_NUMBER = 1 + FIELDS.index("po_number")
LINE_NUMBER = 1 + FIELDS.index("line_number")
ORDER_DATE = 1 + FIELDS.index("order_date")
DESCRIPTION = 1 + FIELDS.index("description")
UNIT = 1 + FIELDS.index("unit_of_purchase")
QUANTITY = 1 + FIELDS.index("quantity")


def read_rows(path: Path, layout: Layout) -> Iterator[list[str]]:
    """Each data row: its number in the file as text, then its texts in FIELDS order.

    Texts are without surrounding whitespace, "" where there is nothing; see `numbers`
    for what stands in a number's cell. Units have the names that the layout gives
    them. Rows above the headings, the
    headings (again), empty rows and totals at the foot are left out.

    A row with more cells than there are headings has slipped, most often because a
    text holds the delimiter. Its quantity is given with that remark, so that it is
    rejected with its reason instead of being read a column off.

    Memory does not grow with the file. Raises UnreadableFile where the file cannot
    be read to its end.
    """
    rows = values_of(all_rows(path, layout), layout)
    return _with_units(rows, layout.units) if layout.units else rows


def _with_units(
    rows: Iterator[list[str]], units: dict[str, str]
) -> Iterator[list[str]]:
    known = {name.casefold(): unit for name, unit in units.items()}
    for values in rows:
        values[UNIT] = known.get(values[UNIT].casefold(), values[UNIT])
        yield values


def original_rows(
    path: Path, layout: Layout, wanted: set[int]
) -> Iterator[tuple[int, list[str]]]:
    """The untouched cells of the rows with these numbers, in the file's order."""
    if not wanted:
        return
    last = max(wanted)
    for number, cells in all_rows(path, layout):
        if number in wanted:
            yield number, cells
        if number >= last:
            return


def all_rows(path: Path, layout: Layout) -> Iterator[Row]:
    """Every row of the file or sheet with its number."""
    if layout.kind == "xlsx":
        return worksheets.rows_of(path, layout.sheet)
    return delimited.rows_of(path, layout.encoding, layout.delimiter)


# Longer than 30 lines: this loop is the import's speed, and calls cost there.
def values_of(rows: Iterator[Row], layout: Layout) -> Generator[list[str], None, int]:
    """What `read_rows` promises, from rows that start at the top of the file.

    Returns how many rows at the foot were left out.
    """
    for number, _ in rows:
        if number >= layout.heading_row:
            break
    width = len(layout.headings)
    pick = itemgetter(*(layout.columns.get(name, width) for name in FIELDS))
    heading_po_number = pick([*layout.headings, ""])[PO_NUMBER - 1]
    strip = str.strip
    held: list[list[str]] = []  # perhaps the foot
    for number, row in rows:
        cells, excess = row, 0
        if len(cells) == width:
            cells.append("")
        else:
            cells, excess = fitted(row, width)
        values = [str(number), *map(strip, pick(cells))]
        if excess and layout.kind == "csv":
            values[QUANTITY] = _slipped(values[QUANTITY], excess)
        if (
            values[PO_NUMBER]
            and values[ORDER_DATE]
            and values[DESCRIPTION]
            and values[PO_NUMBER] != heading_po_number
        ):
            if held:
                yield from held
                held = []
            yield values
        elif is_empty(cells) or _is_heading(cells, layout.headings):
            continue
        elif is_foot(cells, layout.columns):
            held.append(values)
            if len(held) > LONGEST_FOOT:
                yield from held
                held = []
        else:
            yield from chain(held, (values,))
            held = []
    return len(held)


def fitted(cells: list[str], width: int) -> tuple[list[str], int]:
    """The cells at the headings' width plus one empty, and how many stood beyond."""
    excess = len(cells) - width
    if excess <= 0:
        return [*cells, *[""] * (1 - excess)], 0
    beyond = len(cells) - width if not is_empty(cells[width:]) else 0
    return [*cells[:width], ""], beyond


def _is_heading(cells: list[str], headings: tuple[str, ...]) -> bool:
    """The headings again, as reports repeat them on every page."""
    return [cell.strip() for cell in cells[: len(headings)]] == [*headings]


def _slipped(quantity: str, excess: int) -> str:
    return f"{quantity} (this row has {counted(excess, 'cell')} more than the headings)"
