"""The board paper: the dashboard of a day as a dated document with its definitions."""

from datetime import datetime
from typing import Any

from procurement.dashboard import exports, page
from procurement.dashboard.breakdowns import BREAKDOWNS, offered
from procurement.dashboard.exports import DEFINITIONS
from procurement.dashboard.reading import Place, Reading
from procurement.dashboard.sums import Row, Sums, sum_of
from trusts.exports import About

ROWS = 12  # of a table; what is smaller is one row, so that it adds up
STUCK = 6


def about(place: Place, *, at: datetime) -> About:
    """What the paper says of itself."""
    whose = place.organisation or "The region"
    title = f"Savings {place.year}: paper for the board of {whose}"
    if place.organisation is None:
        title = f"Savings {place.year}: paper for the programme board"
    return exports.about(title, place, at=at)


def board_paper(place: Place, *, at: datetime) -> dict[str, Any]:
    """What stands in it: the figures of the dashboard, told apart in every way."""
    context = page.dashboard(place, {}, at=at)
    reading: Reading = context["reading"]
    total: Sums = context["total"]
    target = reading.target.amount if reading.target and place.is_region else None
    return context | {
        "target": target,
        "to_go": target - context["net"] if target is not None else None,
        "forecast": context["net"] + total.agreed.in_year,
        "tables": [_table(reading, name) for name in offered(place)],
        "stuck": context["standing"].stuck[:STUCK],
        "charts": [context["waterfall"], context["cumulative"]],
        "definitions": DEFINITIONS,
    }


def _table(reading: Reading, name: str) -> dict[str, Any]:
    label, rows_by = BREAKDOWNS[name]
    rows = rows_by(reading)
    return {
        "label": label,
        "rows": _largest(rows),
        "total": sum_of(row.sums for row in rows),
    }


def _largest(rows: list[Row]) -> list[Row]:
    if len(rows) <= ROWS:
        return rows
    others = rows[ROWS - 1 :]
    together = Row(f"{len(others)} others", sum_of(row.sums for row in others))
    return [*rows[: ROWS - 1], together]
