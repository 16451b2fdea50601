"""The list of suppliers as a file, exact to the last decimal."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from procurement.suppliers.listing import SupplierRow
from procurement.suppliers.models import Kept
from trusts.exports import (
    COUNT,
    DAY,
    OPEN_TO_MEMBERS,
    POUNDS,
    SPENDING,
    About,
    Cell,
    Column,
    Sheet,
    trust_of,
)
from trusts.models import Membership
from trusts.permissions import Permission

_NAMES = (Column("Supplier", width=32), Column("Other spellings", width=40))
NAME_COLUMNS = (*_NAMES, Column("Categories", width=40))
SPEND_COLUMNS = (
    *_NAMES,
    Column("Spend (pounds)", POUNDS),
    Column("Of it comparable (pounds)", POUNDS),
    Column("Order lines", COUNT),
    Column("Last order", DAY),
    Column("Trusts that name it", COUNT),
    Column("First month"),
    Column("Last month"),
)
GAP_COLUMNS = (
    Column("Gaps a year (pounds)", POUNDS),
    Column("Gaps listed", COUNT),
    Column("Gaps as at", DAY),
)
_SPELT = (
    ("Supplier", "As most files name it; merged suppliers stand under one name."),
    ("Other spellings", "What else files call it, each meaning the same supplier."),
)
_FIGURES = (
    *_SPELT,
    ("Spend", "Net value of the order lines of the months named, without VAT; returns "
     "taken off, carriage left out."),
    ("Of it comparable", "Spent on lines of which product and pack are known for "
     "certain."),
    ("Trusts that name it", "Those with an order line from it in those months."),
)  # fmt: skip
_GAPS = (
    ("Gaps a year", "What is paid above the lowest qualifying price, times the eaches "
     "of 12 months: the listed gaps that count under the supplier."),
)  # fmt: skip


def about_names(*, by: Membership, at: datetime, filters: Mapping[str, str]) -> About:
    """Of a list without any figure, as who sees no prices gets it."""
    return About(
        "Suppliers by name",
        why="To look up a supplier and how else it is written.",
        by=by,
        at=at,
        organisation=None,
        filters=filters,
        definitions=(*_SPELT, ("Categories", "What trusts buy from it.")),
        confidentiality=OPEN_TO_MEMBERS,
    )


def about_figures(
    *, by: Membership, at: datetime, on: date, filters: Mapping[str, str]
) -> About:
    return About(
        "Suppliers",
        why="To see with whom the money is spent, and where a word is worth most.",
        by=by,
        at=at,
        as_at=on,
        organisation=trust_of(by),
        filters=filters,
        definitions=_FIGURES + (_GAPS if by.may(Permission.GAPS_VIEW) else ()),
        confidentiality=SPENDING,
    )


def name_sheet(rows: Iterable[SupplierRow]) -> Sheet:
    cells = ([*_names(row), "; ".join(row.categories)] for row in rows)
    return Sheet("Suppliers", NAME_COLUMNS, cells)


def figure_sheet(rows: Iterable[SupplierRow], *, kept: Kept, sees_gaps: bool) -> Sheet:
    """The same with what was spent, and with gaps for who may see them."""
    columns = (*SPEND_COLUMNS, *(GAP_COLUMNS if sees_gaps else ()))
    cells = (
        [*_names(row), *_spent(row, kept), *(_gaps(row, kept) if sees_gaps else ())]
        for row in rows
    )
    return Sheet("Suppliers", columns, cells)


def _names(row: SupplierRow) -> list[Cell]:
    return [row.supplier.name, "; ".join(row.spellings)]


def _spent(row: SupplierRow, kept: Kept) -> list[Cell]:
    spent = row.spend
    return [
        spent.spend if spent else 0,
        spent.comparable if spent else 0,
        spent.lines if spent else 0,
        spent.last_order_on if spent else None,
        row.trusts or 0,
        f"{kept.first_month:%Y-%m}",
        f"{kept.last_month:%Y-%m}",
    ]


def _gaps(row: SupplierRow, kept: Kept) -> list[Cell]:
    gaps = row.gaps
    return [gaps.gap_value if gaps else 0, gaps.gaps if gaps else 0, kept.as_at]
