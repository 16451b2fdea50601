"""One look at every row of a file: what decides its dates and numbers; what is odd."""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from catalogue.purchases.layouts import limits
from catalogue.purchases.layouts.dates import DateOrderEvidence
from catalogue.purchases.layouts.numbers import DecimalMarkEvidence
from catalogue.purchases.layouts.reading import Row, all_rows, values_of
from catalogue.purchases.layouts.words import (
    FIELDS,
    Layout,
    UnreadableFile,
    counted,
    sentence_list,
)
from catalogue.purchases.layouts.worksheets import (
    UNSAVED_FORMULA,
    column_letters,
    too_many_columns,
)

BATCH = 5_000
SAMPLE_ROWS = 10

# Rows whose quantity, price and value are multiplied out, at most.
SUMS_TRIED = 20_000

_DAMAGED_GTIN = re.compile(r"\d([.,]\d+)?E\+?\d+", re.I)
_PLACE = {name: place for place, name in enumerate(FIELDS, start=1)}


@dataclass
class Survey:
    """What the rows of a file say."""

    rows: int = 0
    last_row: int = 0
    foot_rows: int = 0
    sample: list[tuple[str, ...]] = field(default_factory=list)
    dates: DateOrderEvidence = field(default_factory=DateOrderEvidence)
    numbers: DecimalMarkEvidence = field(default_factory=DecimalMarkEvidence)
    damaged_gtins: int = 0
    damaged_gtin: str = ""
    slipped_rows: list[int] = field(default_factory=list)
    slipped: int = 0
    unsaved: list[tuple[int, int]] = field(default_factory=list)


def survey(path: Path, layout: Layout) -> Survey:
    """Look at the whole file. Raises UnreadableFile where it cannot all be read."""
    seen = Survey()
    checked = _checked(all_rows(path, layout), layout, seen)
    rows = _with_foot(values_of(checked, layout), seen)
    while batch := list(islice(rows, BATCH)):
        _look_at(batch, seen)
    seen.last_row = seen.last_row or layout.heading_row
    _refuse_unsaved(seen)
    return seen


def _with_foot(
    values: Generator[list[str], None, int], seen: Survey
) -> Iterator[list[str]]:
    seen.foot_rows = yield from values


def _look_at(batch: list[list[str]], seen: Survey) -> None:
    if len(seen.sample) < SAMPLE_ROWS:
        wanted = SAMPLE_ROWS - len(seen.sample)
        seen.sample += [tuple(values[1:]) for values in batch[:wanted]]
    columns = list(zip(*batch, strict=True))
    seen.dates.look_at(_different(columns, "order_date"))
    for name in ("quantity", "unit_price", "line_value"):
        seen.numbers.look_at(_different(columns, name))
    undecided = not (seen.numbers.point or seen.numbers.comma)
    if undecided and seen.numbers.either and seen.rows < SUMS_TRIED:
        for values in batch:
            seen.numbers.look_at_sum(
                values[_PLACE["quantity"]],
                values[_PLACE["unit_price"]],
                values[_PLACE["line_value"]],
            )
    damaged = list(filter(_DAMAGED_GTIN.fullmatch, columns[_PLACE["gtin"]]))
    if damaged:
        seen.damaged_gtins += len(damaged)
        seen.damaged_gtin = seen.damaged_gtin or damaged[0]
    seen.rows += len(batch)
    seen.last_row = int(batch[-1][0])


def _different(columns: list[tuple[str, ...]], name: str) -> Iterator[str]:
    """Each text once, in the order of the file, so that examples stay the same."""
    return filter(None, dict.fromkeys(columns[_PLACE[name]]))


def _checked(rows: Iterator[Row], layout: Layout, seen: Survey) -> Iterator[Row]:
    """The same rows, refused where a cell or a row is too large to be one."""
    width, is_text = len(layout.headings), layout.kind == "csv"
    for row in rows:
        number, cells = row
        longest = max(map(len, cells), default=0)
        if longest > 60:
            _check_cells(number, cells, longest, layout)
        if len(cells) > width and number > layout.heading_row and is_text:
            _note_width(number, cells, width, seen)
        if not is_text and UNSAVED_FORMULA in cells:
            _note_unsaved(number, cells, layout, seen)
        yield row


def _check_cells(number: int, cells: list[str], longest: int, layout: Layout) -> None:
    if longest > limits.CELL_CHARACTERS:
        column = next(n for n, cell in enumerate(cells) if len(cell) == longest)
        raise UnreadableFile(
            f"Row {number:,} has {longest:,} characters in column "
            f"{column_letters(column)}; a cell holds at most "
            f"{limits.CELL_CHARACTERS:,}. Correct the row and upload the file again."
        )
    if layout.kind == "csv":
        slipped = max(3, len(layout.headings) - 2)
        for cell in cells:
            if len(cell) > 60 and _holds_rows(cell, layout.delimiter, slipped):
                raise UnreadableFile(
                    f"Row {number:,} opens a quotation mark that is closed only rows "
                    "later, so those rows cannot be told apart. Save the extract with "
                    "quotation marks doubled inside texts, or as XLSX."
                )


def _holds_rows(cell: str, delimiter: str, marks: int) -> bool:
    if "\n" not in cell and "\r" not in cell:
        return False
    return cell.count(delimiter) >= marks


def _note_width(number: int, cells: list[str], width: int, seen: Survey) -> None:
    if len(cells) > limits.COLUMNS:
        raise UnreadableFile(too_many_columns(number, len(cells)))
    if any(map(str.strip, cells[width:])):
        seen.slipped += 1
        if len(seen.slipped_rows) < 3:
            seen.slipped_rows.append(number)


def _note_unsaved(number: int, cells: list[str], layout: Layout, seen: Survey) -> None:
    if len(seen.unsaved) < 1_000:
        used = set(layout.columns.values())
        seen.unsaved += [
            (number, column)
            for column, cell in enumerate(cells)
            if cell == UNSAVED_FORMULA and (column in used or not used)
        ]


def _refuse_unsaved(seen: Survey) -> None:
    """A formula at the foot is no matter; one in an order line has no value to read."""
    cells = [
        f"{column_letters(column)}{number}"
        for number, column in seen.unsaved
        if number <= seen.last_row
    ]
    if cells:
        more = f" and {counted(len(cells) - 3, 'more')}" if len(cells) > 3 else ""
        names = sentence_list(cells[:3]) if not more else ", ".join(cells[:3])
        word = "Cell" if len(cells) == 1 else "Cells"
        holds = "holds a formula" if len(cells) == 1 else "hold formulas"
        raise UnreadableFile(
            f"{word} {names}{more} {holds} without a saved value. Open the workbook in "
            "Excel, save it, and upload it again; or paste the values."
        )
