"""Reading two tables and labelled pairs of their rows.

Pure: no database, clock or request; a problem is a sentence that says what is wanted.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Table = dict[str, dict[str, str]]
SAME, NOT_SAME = ("1", "true", "yes", "same"), ("0", "false", "no", "different")


class UnreadableTable(Exception):
    """The file is not what is wanted; the message says what is."""


@dataclass(frozen=True, slots=True)
class Pair:
    first: str
    second: str
    is_same: bool


def read_table(path: Path) -> Table:
    """Rows by the value of their first column. The other columns stay in order."""
    rows: Table = {}
    lines = _lines(path)
    headings = next(lines, [])
    if len(headings) < 2:
        raise UnreadableTable(
            f"{path} needs a first row of headings: a key and at least one text."
        )
    for number, line in enumerate(lines, start=2):
        if not line:
            continue
        key, *texts = line
        if key in rows:
            raise UnreadableTable(f"Row {number} of {path} repeats the key {key}.")
        if len(line) != len(headings):
            raise UnreadableTable(
                f"Row {number} of {path} has {len(line)} cells, its headings are "
                f"{len(headings)}."
            )
        rows[key] = dict(zip(headings[1:], texts, strict=True))
    if not rows:
        raise UnreadableTable(f"{path} has no rows.")
    return rows


def read_tables(first: Path, second: Path) -> tuple[Table, Table]:
    """Two tables with the same columns beside the key."""
    one, other = read_table(first), read_table(second)
    ours, theirs = (list(next(iter(table.values()))) for table in (one, other))
    if ours != theirs:
        raise UnreadableTable(
            f"The tables need the same columns: {first} has {', '.join(ours)}; "
            f"{second} has {', '.join(theirs)}."
        )
    return one, other


def read_pairs(path: Path, first: Table, second: Table) -> list[Pair]:
    """A key of either table and whether they are the same: 1 or 0."""
    lines = _lines(path)
    if len(next(lines, [])) < 3:
        raise UnreadableTable(
            f"{path} needs a first row of three headings: a key of either table, and "
            "whether they are the same (1 or 0)."
        )
    pairs = [
        _pair(line, f"Row {number} of {path}", first, second)
        for number, line in enumerate(lines, start=2)
        if line
    ]
    if len({pair.is_same for pair in pairs}) < 2:
        raise UnreadableTable(
            f"{path} needs at least one pair that is the same and one that is not."
        )
    return pairs


def _pair(line: list[str], where: str, first: Table, second: Table) -> Pair:
    one, other, label = (*map(str.strip, line), "", "", "")[:3]
    for key, table, which in ((one, first, "first"), (other, second, "second")):
        if key not in table:
            raise UnreadableTable(f"{where}: the {which} table has no row {key!r}.")
    said = label.lower()
    if said not in (*SAME, *NOT_SAME):
        raise UnreadableTable(f"{where}: {label!r} is neither 1 nor 0.")
    return Pair(one, other, said in SAME)


def _lines(path: Path) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.reader(file)
    except OSError as problem:
        raise UnreadableTable(
            f"{path} cannot be read: {problem.strerror}."
        ) from problem
    except (UnicodeDecodeError, csv.Error) as problem:
        raise UnreadableTable(
            f"{path} is no CSV file in UTF-8: {problem}."
        ) from problem
