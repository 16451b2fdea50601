"""Reads a file of organisations: CSV with the headings code, name, kind, postcode,
and where they are known opened_on, closed_on (the first day closed) and name_from."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trusts.csv_file import BadFile, read_day, rows_of
from trusts.roles import Kind

HEADINGS = ("code", "name", "kind", "postcode")
DAYS = ("opened_on", "closed_on", "name_from")
LONGEST_NAME = 200

CODE = re.compile(r"[A-Z0-9]{2,10}")
POSTCODE = re.compile(r"[A-Z0-9]{1,5}( [A-Z0-9]{1,4})?")
_KINDS = {kind.value: kind for kind in Kind} | {
    kind.label.lower().replace(" ", "_"): kind for kind in Kind
}
# Words of a name that keep their capitals, and those that have none inside a name.
_CAPITALS = {"NHS", "UK"}
_SMALL = {"and", "at", "by", "for", "in", "of", "on", "the", "under", "upon", "with"}


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation as a file gives it, read and found well formed."""

    code: str
    name: str
    kind: Kind
    postcode: str
    opened_on: date | None = None
    closed_on: date | None = None
    name_from: date | None = None


def read_organisations(path: Path) -> list[OrganisationRow]:
    """Read every row, or raise BadFile with what is wrong with all of them."""
    rows: list[OrganisationRow] = []
    reasons: list[str] = []
    first_line_of: dict[str, int] = {}
    for line, cells in rows_of(path, HEADINGS):
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


def read_name(text: str) -> str:
    """A name as people write it: one in capitals throughout, as national files have
    it, gets small letters ("Bolton NHS Foundation Trust"); any other is left as it
    is."""
    words = text.split()
    if len(words) < 2 or text != text.upper():
        return " ".join(words)
    written = [
        word if word.strip("(),") in _CAPITALS else _written(word) for word in words
    ]
    return " ".join(written[:1] + [_small(word) for word in written[1:]])


def read_postcode(text: str) -> str:
    return " ".join(text.upper().split())


def _written(word: str) -> str:
    """`KING'S` is `King's`, `STOCKTON-ON-TEES` is `Stockton-on-Tees`."""
    first, *others = word.lower().split("-")
    return "-".join([_capital(first), *(_small(_capital(each)) for each in others)])


def _capital(word: str) -> str:
    """The first letter a capital, wherever it stands: `(Derby`."""
    return re.sub(r"[^\W\d_]", lambda found: found[0].upper(), word, count=1)


def _small(word: str) -> str:
    return word.lower() if word.lower() in _SMALL else word


def _read_row(cells: dict[str, str]) -> tuple[OrganisationRow, list[str]]:
    """Read one row and say what is wrong with it; the row holds what was found."""
    code = cells["code"].strip().upper()
    name = read_name(cells["name"])
    kind_text = cells["kind"].strip()
    kind = _KINDS.get(kind_text.lower().replace(" ", "_"))
    postcode = read_postcode(cells["postcode"])
    wrong = []
    if not CODE.fullmatch(code):
        wrong.append(f"the code “{code[:40]}” is not 2 to 10 letters and digits")
    if not name:
        wrong.append("the name is empty")
    elif len(name) > LONGEST_NAME:
        wrong.append(f"the name is longer than {LONGEST_NAME} characters")
    if kind is None:
        wrong.append(
            f"the kind “{kind_text[:40]}” is not one of {', '.join(Kind.values)}"
        )
    if postcode and not POSTCODE.fullmatch(postcode):
        wrong.append(f"“{postcode[:40]}” is no postcode")
    days = {}
    for heading in DAYS:
        days[heading], reason = read_day(cells.get(heading, ""))
        wrong += [reason] * bool(reason)
    row = OrganisationRow(code, name, kind or Kind.ACUTE, postcode, **days)
    return row, wrong
