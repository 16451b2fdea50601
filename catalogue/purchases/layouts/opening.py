"""Open a file far enough to know its kind, its writing, its sheet and its headings."""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from catalogue.purchases.layouts import delimited, limits, worksheets
from catalogue.purchases.layouts.encodings import encoding_of
from catalogue.purchases.layouts.heading_rows import (
    heading_row_of,
    most_like,
    no_headings,
)
from catalogue.purchases.layouts.packages import kind_of
from catalogue.purchases.layouts.words import (
    Layout,
    Question,
    UnreadableFile,
    sentence_list,
    shown,
)
from catalogue.purchases.layouts.workbooks import (
    SharedTexts,
    Sheet,
    package_of,
    workbook_of,
)

Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Opened:
    """The outside of a file: how to get at its rows, and where the headings stand."""

    kind: str
    encoding: str
    delimiter: str
    sheet: str
    heading_row: int
    headings: tuple[str, ...]
    first_rows: tuple[Row, ...]  # from the first row after the headings
    above: int  # rows with something in them above the headings
    questions: tuple[Question, ...] = ()


def open_file(
    path: Path,
    *,
    file_name: str,
    remembered: Layout | None,
    answers: dict[str, str],
    max_bytes: int,
) -> Opened:
    """Raises UnreadableFile where there is no table with headings to be found."""
    size = path.stat().st_size
    if size > max_bytes:
        raise UnreadableFile(
            f"“{shown(file_name)}” has {size / 2**20:,.1f} MB; at most "
            f"{max_bytes / 2**20:,.1f} MB are read. Send a shorter period."
        )
    if kind_of(path, file_name) == "xlsx":
        return _open_workbook(path, remembered, answers)
    encoding = encoding_of(path, remembered.encoding if remembered else "")
    delimiter = _delimiter_of(path, encoding, remembered)
    rows = _first(delimited.rows_of(path, encoding, delimiter))
    return _opened(rows, remembered, kind="csv", encoding=encoding, delimiter=delimiter)


def _delimiter_of(path: Path, encoding: str, remembered: Layout | None) -> str:
    """The remembered one where the remembered headings stand between it."""
    found = delimited.delimiter_of(path, encoding)
    if remembered is None or remembered.delimiter in ("", found):
        return found
    try:
        rows = _first(delimited.rows_of(path, encoding, remembered.delimiter))
    except UnreadableFile:  # it is not between these cells
        return found
    return remembered.delimiter if most_like(rows, remembered) else found


def _first(rows) -> list[Row]:
    """The first rows that hold something, checked for width."""
    first = []
    for number, cells in islice(rows, limits.PREAMBLE_ROWS):
        if len(cells) > limits.COLUMNS:
            raise UnreadableFile(worksheets.too_many_columns(number, len(cells)))
        if any(map(str.strip, cells)):
            first.append((number, cells))
    return first


def _opened(
    rows: list[Row],
    remembered: Layout | None,
    *,
    kind: str,
    encoding: str = "",
    delimiter: str = "",
    sheet: str = "",
    questions: tuple[Question, ...] = (),
) -> Opened:
    heading = heading_row_of(rows, remembered)
    if heading is None:
        raise no_headings(rows)
    number, cells = heading
    return Opened(
        kind=kind,
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        heading_row=number,
        headings=tuple(cells),
        first_rows=tuple(row for row in rows if row[0] > number),
        above=sum(
            row[0] < number and not row[1][0].lower().startswith("sep=") for row in rows
        ),
        questions=questions,
    )


def _open_workbook(
    path: Path, remembered: Layout | None, answers: dict[str, str]
) -> Opened:
    with package_of(path) as package:
        workbook = workbook_of(package)
        texts = SharedTexts(package, workbook.texts_part)
        peeks = {
            sheet.name: _first(worksheets.sheet_rows(package, workbook, sheet, texts))
            for sheet in workbook.sheets
        }
    name, questions = _choose(workbook.sheets, peeks, remembered, answers)
    return _opened(
        peeks[name], remembered, kind="xlsx", sheet=name, questions=questions
    )


def _choose(
    sheets: tuple[Sheet, ...],
    peeks: dict[str, list[Row]],
    remembered: Layout | None,
    answers: dict[str, str],
) -> tuple[str, tuple[Question, ...]]:
    """The sheet the extract is on; asks where two could be."""
    filled = [sheet for sheet in sheets if peeks[sheet.name]]
    if not filled:
        raise UnreadableFile("The workbook's sheets are all empty.")
    fit = [s for s in filled if heading_row_of(peeks[s.name], remembered)]
    seen = [sheet.name for sheet in fit if not sheet.is_hidden]
    if answers.get("sheet") in seen:
        return answers["sheet"], ()
    if remembered and remembered.sheet in seen:
        return remembered.sheet, ()
    if not seen and fit:
        names = sentence_list([f"“{sheet.name}”" for sheet in fit])
        raise UnreadableFile(
            f"The extract seems to be on a hidden sheet, {names}. Show the sheet in "
            "Excel and save the workbook again."
        )
    if not seen:
        return next((s.name for s in filled if not s.is_hidden), filled[0].name), ()
    questions = (_sheet_question(seen),) if len(seen) > 1 else ()
    return seen[0], questions


def _sheet_question(names: list[str]) -> Question:
    listed = sentence_list([f"“{name}”" for name in names])
    return Question(
        key="sheet",
        text=f"{len(names)} sheets could be the extract: {listed}. Which one is it?",
        options=tuple((name, name) for name in names),
    )
