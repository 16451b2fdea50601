"""Reads a file of organisations: CSV with the headings code, name, kind, postcode."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trusts.roles import Kind

HEADINGS = ("code", "name", "kind", "postcode")
LONGEST_NAME = 200

_CODE = re.compile(r"[A-Z0-9]{2,10}")
_POSTCODE = re.compile(r"[A-Z0-9]{1,5}( [A-Z0-9]{1,4})?")
_KINDS = {kind.value: kind for kind in Kind} | {
    kind.label.lower().replace(" ", "_"): kind for kind in Kind
}


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation as a file gives it, read and found well formed."""

    code: str
    name: str
    kind: Kind
    postcode: str


class BadFile(Exception):
    """The file cannot be taken; `reasons` are sentences for whoever made it."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def read_organisations(path: Path) -> list[OrganisationRow]:
    """Read every row, or raise BadFile with what is wrong with all of them."""
    rows: list[OrganisationRow] = []
    reasons: list[str] = []
    first_line_of: dict[str, int] = {}
    for line, cells in _lines(path):
        row, wrong = _read_row(cells)
        if row.code in first_line_of:
            wrong.append(f"{row.code} is already on line {first_line_of[row.code]}")
        first_line_of.setdefault(row.code, line)
        reasons += [f"Line {line}: {reason}." for reason in wrong]
        rows.append(row)
    if reasons:
        raise BadFile(reasons)
    if not rows:
        raise BadFile(["The file has headings and no organisations."])
    return rows


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row that is not blank with its line number in the file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadFile([f"{path} cannot be read: {error.strerror}."]) from error
    except UnicodeDecodeError as error:
        raise BadFile([f"{path} is not UTF-8 text."]) from error
    if "\0" in text:
        raise BadFile([f"{path} holds NUL bytes: it is no CSV file."])
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        headings = [each.strip().lower() for each in next(reader, [])]
        if missing := [each for each in HEADINGS if each not in headings]:
            raise BadFile(
                [
                    f"The first line has to name the columns {', '.join(HEADINGS)}; "
                    f"{', '.join(missing)} is missing."
                ]
            )
        for cells in reader:
            if any(cell.strip() for cell in cells):
                padded = [*cells, *[""] * (len(headings) - len(cells))]
                yield reader.line_num, dict(zip(headings, padded, strict=False))
    except csv.Error as error:
        raise BadFile([f"Line {reader.line_num}: no CSV ({error})."]) from error


def _read_row(cells: dict[str, str]) -> tuple[OrganisationRow, list[str]]:
    """Read one row and say what is wrong with it; the row holds what was found."""
    code = cells["code"].strip().upper()
    name = " ".join(cells["name"].split())
    kind_text = cells["kind"].strip()
    kind = _KINDS.get(kind_text.lower().replace(" ", "_"))
    postcode = " ".join(cells["postcode"].upper().split())
    wrong = []
    if not _CODE.fullmatch(code):
        wrong.append(f"the code “{code[:40]}” is not 2 to 10 letters and digits")
    if not name:
        wrong.append("the name is empty")
    elif len(name) > LONGEST_NAME:
        wrong.append(f"the name is longer than {LONGEST_NAME} characters")
    if kind is None:
        wrong.append(
            f"the kind “{kind_text[:40]}” is not one of {', '.join(Kind.values)}"
        )
    if postcode and not _POSTCODE.fullmatch(postcode):
        wrong.append(f"“{postcode[:40]}” is no postcode")
    return OrganisationRow(code, name, kind or Kind.ACUTE, postcode), wrong
