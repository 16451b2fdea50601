"""Rows of a text file: lines, delimiter, quotation marks."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from catalogue.purchases.layouts import limits
from catalogue.purchases.layouts.headings import recognise
from catalogue.purchases.layouts.words import UnreadableFile

DELIMITERS = (",", ";", "\t", "|")
BLOCK = 2**18


def rows_of(
    path: Path, encoding: str, delimiter: str
) -> Iterator[tuple[int, list[str]]]:
    """Every row of the file with its number, from 1, empty rows included.

    A row is a record: a line, or several where a quoted cell holds line breaks.
    Raises UnreadableFile where the text cannot be read to its end.
    """
    with path.open(encoding=encoding, newline="") as text:
        reader = csv.reader(
            chain.from_iterable(_blocks_of_lines(text)), delimiter=delimiter
        )
        number = 0
        try:
            for number, row in enumerate(reader, start=1):  # noqa: B007
                yield number, row
        except csv.Error as problem:
            raise UnreadableFile(_why_not_csv(number + 1, problem)) from problem
        except UnicodeDecodeError as problem:
            raise UnreadableFile(
                f"The file is not {encoding} text after row {number:,}. Save the whole "
                "extract in one encoding, CSV UTF-8 if there is a choice."
            ) from problem


def _why_not_csv(number: int, problem: csv.Error) -> str:
    if "field larger" in str(problem):
        return (
            f"Row {number:,} has a cell that is longer than "
            f"{limits.CELL_CHARACTERS:,} characters. Perhaps a quotation mark is "
            "opened there and never closed."
        )
    return f"Row {number:,} cannot be read as CSV: {problem}."


def _blocks_of_lines(text: TextIO) -> Iterator[StringIO]:
    """Whole lines in blocks, so that a line without end never fills the memory."""
    rest = ""
    while block := text.read(BLOCK):
        block = rest + block
        # A carriage return at the very end may be half of a line end.
        cut = max(block.rfind("\n"), block.rfind("\r", 0, len(block) - 1)) + 1
        rest = block[cut:]
        if len(rest) > limits.LINE_CHARACTERS:
            raise UnreadableFile(
                f"The file has a line of more than {limits.LINE_CHARACTERS:,} "
                "characters, so it is not a table of rows."
            )
        if cut:
            yield StringIO(block[:cut], newline="")
    if rest:
        yield StringIO(rest, newline="")


def delimiter_of(path: Path, encoding: str) -> str:
    """The delimiter under which the headings are recognised, else the steadiest one.

    Raises UnreadableFile where no delimiter makes more than one column.
    """
    with path.open(encoding=encoding, newline="") as text:
        first = text.readline(16).strip().removeprefix("\ufeff")
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4]
    if first.lower() == "sep=":  # the tab was stripped off
        return "\t"
    return max(DELIMITERS, key=lambda mark: _steadiness(path, encoding, mark))


def _steadiness(path: Path, encoding: str, delimiter: str) -> tuple[int, int, int]:
    """Headings recognised; then rows of the commonest width, then that width."""
    try:
        rows = [
            row
            for _, row in islice(
                rows_of(path, encoding, delimiter), limits.PREAMBLE_ROWS
            )
        ]
    except UnreadableFile:  # this delimiter does not fit; another may
        return 0, 0, 0
    known = max((len(recognise(row).columns) for row in rows), default=0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return known, 0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return known if known > 2 else 0, count, width
