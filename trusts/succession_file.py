"""Reads a file of successions: CSV with the headings predecessor, successor, on, kind,
and where there is one note."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trusts.csv_file import BadFile, read_day, rows_of
from trusts.models import Succession

HEADINGS = ("predecessor", "successor", "on", "kind")


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """One organisation's work passing to another, by their codes."""

    predecessor: str
    successor: str
    on: date
    kind: str
    note: str


def read_successions(path: Path) -> list[SuccessionRow]:
    """Read every row, or raise BadFile with what is wrong with all of them."""
    rows: list[SuccessionRow] = []
    reasons: list[str] = []
    for line, cells in rows_of(path, HEADINGS):
        on, reason = read_day(cells["on"])
        kind = cells["kind"].strip().lower()
        if not reason and on is None:
            reason = "the day is empty"
        if not reason and kind not in Succession.Kind:
            kinds = ", ".join(Succession.Kind.values)
            reason = f"the kind “{kind[:40]}” is not one of {kinds}"
        if reason:
            reasons.append(f"Line {line}: {reason}.")
        elif on:
            predecessor, successor = (
                cells[name].strip().upper() for name in ("predecessor", "successor")
            )
            note = " ".join(cells.get("note", "").split())
            rows.append(SuccessionRow(predecessor, successor, on, kind, note))
    if reasons:
        raise BadFile(reasons)
    if not rows:
        raise BadFile(["The file has headings and no successions."])
    return rows
