"""Rows of a sheet as text, streamed. Why not a library: see the numbers below.

On 100,000 rows of 16 columns openpyxl's read-only mode took 11.5 s and 41 MB,
calamine 1.0 s but 154 MB (it holds the whole sheet, and neither names a formula
without a saved value nor bounds what a hostile sheet makes it allocate), expat with
the callbacks below 3.3 s and 30 MB; 600,000 rows with 1.2 million shared
texts took 87 MB.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from catalogue.purchases.layouts import limits
from catalogue.purchases.layouts.dates import SPREADSHEET_EPOCH
from catalogue.purchases.layouts.words import UnreadableFile
from catalogue.purchases.layouts.workbooks import (
    SharedTexts,
    Sheet,
    Workbook,
    package_of,
    unescaped,
    workbook_of,
)
from catalogue.purchases.layouts.xml_parts import (
    Attributes,
    feed,
    parser_of,
    part_blocks,
)

# What stands for a formula whose value was not saved; no text of a file can be it.
UNSAVED_FORMULA = "\0formula"

_PLAIN = re.compile(r"-?\d{1,15}$|-?(?=[\d.]{1,15}$)\d+\.\d*[1-9]$")
_LAST_DAY = 2_958_465  # 31 December 9999
_DAYS_TO_1904 = 1462


def rows_of(path: Path, sheet_name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet that are not empty, with their numbers, from 1."""
    with package_of(path) as package:
        workbook = workbook_of(package)
        texts = SharedTexts(package, workbook.texts_part)
        yield from sheet_rows(package, workbook, workbook.sheet(sheet_name), texts)


def sheet_rows(
    package: zipfile.ZipFile, workbook: Workbook, sheet: Sheet, texts: SharedTexts
) -> Iterator[tuple[int, list[str]]]:
    """The same of a sheet in an opened package."""
    rows = _SheetRows(workbook, texts)
    parser = parser_of(rows.start, rows.end, rows.text)
    for block in part_blocks(package, sheet.part):
        feed(parser, block)
        rows.check_cell()
        yield from rows.taken()
    feed(parser, b"", last=True)
    yield from rows.taken()


def column_letters(column: int) -> str:
    """0 -> A, 26 -> AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


class _SheetRows:
    """What the parser calls; collects whole rows until they are taken."""

    def __init__(self, workbook: Workbook, texts: SharedTexts) -> None:
        self.texts = texts
        self.date_styles = workbook.date_styles
        self.day_shift = _DAYS_TO_1904 if workbook.starts_1904 else 0
        self.rows: list[tuple[int, list[str]]] = []
        self.number = 0
        self.row: list[str] = []
        self.column = -1
        self.columns: dict[str, int] = {}
        self.kind: str | None = None
        self.style: str | None = None
        self.pieces: list[str] = []
        self.text = self.pieces.append
        self.value = ""
        self.has_formula = False
        self.in_phonetic = False

    def taken(self) -> list[tuple[int, list[str]]]:
        rows, self.rows = self.rows, []
        return rows

    def check_cell(self) -> None:
        """A cell without end is refused before it fills the memory."""
        if len(self.value) + sum(map(len, self.pieces)) > 4 * limits.CELL_CHARACTERS:
            raise UnreadableFile(
                f"Row {self.number:,} of the sheet has a cell that is longer than "
                f"{limits.CELL_CHARACTERS:,} characters, which no spreadsheet can hold."
            )

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self.kind, self.style = attributes.get("t"), attributes.get("s")
            self.value, self.has_formula = "", False
            # The usual cell says where it is, in a column that was met before.
            letters = attributes.get("r", "").rstrip("0123456789")
            column = self.columns.get(letters)
            self.column = self._new_column(letters) if column is None else column
        elif tag == "v" or tag == "t":  # noqa: PLR1714 (a set is slower)
            self.pieces.clear()
        elif tag == "row":
            said = attributes.get("r", "")
            known = said.isdecimal() and len(said) <= 7
            self.number = int(said) if known else self.number + 1
            self.row, self.column = [], -1
        elif tag == "rPh":
            self.in_phonetic = True
        elif ":" in tag:
            self.start(tag.rpartition(":")[2], attributes)

    def _new_column(self, letters: str) -> int:
        """Which column a cell stands in: as it says, else the next one."""
        if not letters:
            return self.column + 1
        if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
            raise UnreadableFile(f"The sheet has a cell with no place: {letters[:9]}.")
        column = self.columns[letters] = _column_number(letters)
        return column

    def end(self, tag: str) -> None:
        if tag == "v":
            self.value = "".join(self.pieces)
        elif tag == "c":
            if text := self._cell():
                row, column = self.row, self.column
                if len(row) == column and column < limits.COLUMNS:
                    row.append(text)
                else:
                    self._put(text)
        elif tag == "t":
            if not self.in_phonetic:
                self.value += "".join(self.pieces)
        elif tag == "f":
            self.has_formula = True
        elif tag == "rPh":
            self.in_phonetic = False
        elif tag == "row":
            if self.row:
                self.rows.append((self.number, self.row))
        elif ":" in tag:
            self.end(tag.rpartition(":")[2])

    def _put(self, text: str) -> None:
        row, column = self.row, self.column
        if column >= limits.COLUMNS:
            raise UnreadableFile(too_many_columns(self.number, column + 1))
        if len(row) < column:
            row.extend([""] * (column - len(row)))
        if len(row) == column:
            row.append(text)
        else:
            row[column] = text

    def _cell(self) -> str:
        kind, value = self.kind, self.value
        if kind is None or kind == "n":
            if not value:
                return UNSAVED_FORMULA if self.has_formula else ""
            if self.style in self.date_styles:
                return self._date(value)
            return value if _PLAIN.match(value) else plain_decimal(value)
        if kind == "s":
            return self._shared(value)
        return _other_text(kind, value)

    def _shared(self, value: str) -> str:
        try:
            return self.texts[int(value)]
        except (ValueError, IndexError) as problem:
            raise UnreadableFile(
                f"Row {self.number:,} of the sheet refers to a text the workbook does "
                "not have. Open it in Excel, save it and upload it again."
            ) from problem

    def _date(self, value: str) -> str:
        """A count of days as ISO text; a time alone, or no such day, as a number."""
        try:
            days = int(float(value))
        except (ValueError, OverflowError):
            return value
        days += self.day_shift
        if not 1 <= days <= _LAST_DAY:
            return plain_decimal(value)
        # Spreadsheets count a 29 February 1900 that never was.
        return (SPREADSHEET_EPOCH + timedelta(days + (days < 60))).isoformat()


def _other_text(kind: str, value: str) -> str:
    """Truths, ISO dates (`t="d"`), and texts that stand in the cell itself."""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(value, value)
    if kind == "d":
        return value[:10]
    return unescaped(value)


def plain_decimal(value: str) -> str:
    """A stored number as a person sees it: at most 15 digits, no exponent."""
    try:
        number = float(value)
    except ValueError:
        return value
    shortest = f"{number:.15g}"
    if "e" not in shortest:
        return shortest
    # Numbers too large or small to be any amount keep their exponent.
    return f"{number:.0f}" if 1e15 <= abs(number) < 1e21 else _small(number, shortest)


def _small(number: float, shortest: str) -> str:
    if abs(number) >= 1e21 or abs(number) < 1e-15:
        return shortest
    return f"{number:.20f}".rstrip("0")


def too_many_columns(row: int, columns: int) -> str:
    return (
        f"Row {row:,} has {columns:,} columns; at most {limits.COLUMNS} are read. Save "
        "only the columns of the extract."
    )
