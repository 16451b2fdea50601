"""Reads a small CSV file, row by row, and says what is wrong with it as a whole."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path


class BadFile(Exception):
    """The file cannot be taken; `reasons` are sentences for whoever made it."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def rows_of(
    path: Path, headings: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row that is not blank with its line number in the file; its cells by
    their headings, in small letters. The headings given have to be there."""
    reader = csv.reader(_text_of(path).splitlines(keepends=True), strict=True)
    try:
        found = [each.strip().lower() for each in next(reader, [])]
        if missing := [each for each in headings if each not in found]:
            raise BadFile(
                [
                    f"The first line has to name the columns {', '.join(headings)}; "
                    f"{', '.join(missing)} is missing."
                ]
            )
        for cells in reader:
            if any(cell.strip() for cell in cells):
                padded = [*cells, *[""] * (len(found) - len(cells))]
                yield reader.line_num, dict(zip(found, padded, strict=False))
    except csv.Error as error:
        raise BadFile([f"Line {reader.line_num}: no CSV ({error})."]) from error


def read_day(text: str) -> tuple[date | None, str]:
    """A day as a file gives it (2021-10-01), or none where it is empty; and what is
    wrong with it, or ""."""
    try:
        return (date.fromisoformat(text.strip()) if text.strip() else None), ""
    except ValueError:
        return None, f"“{text.strip()[:40]}” is no day such as 2021-10-01"


def _text_of(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadFile([f"{path} cannot be read: {error.strerror}."]) from error
    except UnicodeDecodeError as error:
        raise BadFile([f"{path} is not UTF-8 text."]) from error
    if "\0" in text:
        raise BadFile([f"{path} holds NUL bytes: it is no CSV file."])
    return text
