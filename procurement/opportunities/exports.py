"""Opportunities as a file, exact to the last decimal."""

from collections.abc import Iterable
from typing import Any

from trusts.exports import COUNT, DAY, POUNDS, Cell, Column, Sheet

COLUMNS = (
    Column("Name", width=40),
    Column("Gaps a year (pounds)", POUNDS),
    Column("Gaps", COUNT),
    Column("Trusts with a gap", COUNT),
    Column("Not yet taken up (pounds a year)", POUNDS),
    Column("In an initiative (pounds a year)", POUNDS),
    Column("Gaps in an initiative", COUNT),
    Column("Products that two trusts or more buy", COUNT),
    Column("Products bought", COUNT),
    Column("Agreed prices that end within half a year", COUNT),
    Column("First of them ends on", DAY),
    Column("At a suspect price (pounds a year, beside)", POUNDS),
    Column("Not comparable (pounds, beside)", POUNDS),
    Column("Spend in 12 months (pounds)", POUNDS),
)
DEFINITIONS = (
    ("Gaps a year", "Listed gaps: what is paid above the lowest qualifying price."),
    ("In an initiative", "A live part of an initiative claims the trust and product."),
    (
        "Category",
        "The catalogue's; else the one most order lines of the product carry.",
    ),
    (
        "Supplier",
        "A gap counts under the one the trust spent most with on the product.",
    ),
    ("Beside", "Never added to gaps: it cannot be compared, or probably is wrong."),
)


def opportunity_sheet(rows: Iterable[Any]) -> Sheet:
    return Sheet("Opportunities", COLUMNS, map(_cells, rows))


def _cells(row: Any) -> list[Cell]:
    return [
        row.name,
        row.gap_value,
        row.gaps,
        row.trusts,
        row.free_value,
        row.claimed_value,
        row.claimed,
        row.common,
        row.products,
        row.ending,
        row.ends_on,
        row.suspect,
        row.left_out,
        row.spend,
    ]
