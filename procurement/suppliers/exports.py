"""The list of suppliers as a CSV file, exact to the last decimal."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from procurement.suppliers.listing import SupplierRow
from procurement.suppliers.models import Kept
from trusts.exports import (
    OPEN_TO_MEMBERS,
    SPENDING,
    About,
    as_number,
    as_text,
    trust_of,
)
from trusts.models import Membership
from trusts.permissions import Permission

NAME_HEADINGS = ("Supplier", "Other spellings", "Categories")
SPEND_HEADINGS = (
    "Supplier",
    "Other spellings",
    "Spend (pounds)",
    "Of it comparable (pounds)",
    "Order lines",
    "Last order",
    "Trusts that name it",
    "First month",
    "Last month",
)
GAP_HEADINGS = ("Gaps a year (pounds)", "Gaps listed", "Gaps as at")
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


def name_rows(rows: Iterable[SupplierRow]) -> Iterator[list[str]]:
    """Headings, then a row a supplier; text from files is never a formula."""
    yield list(NAME_HEADINGS)
    for row in rows:
        yield [*_names(row), as_text("; ".join(row.categories))]


def figure_rows(
    rows: Iterable[SupplierRow], *, kept: Kept, sees_gaps: bool
) -> Iterator[list[str]]:
    """The same with what was spent, and with gaps for who may see them."""
    yield [*SPEND_HEADINGS, *(GAP_HEADINGS if sees_gaps else ())]
    for row in rows:
        spent = row.spend
        figures = [
            as_number(spent.spend if spent else Decimal(0)),
            as_number(spent.comparable if spent else Decimal(0)),
            str(spent.lines if spent else 0),
            spent.last_order_on.isoformat() if spent else "",
            str(row.trusts or 0),
            f"{kept.first_month:%Y-%m}",
            f"{kept.last_month:%Y-%m}",
        ]
        if sees_gaps:
            value = row.gaps.gap_value if row.gaps else Decimal(0)
            count = row.gaps.gaps if row.gaps else 0
            figures += [as_number(value), str(count), kept.as_at.isoformat()]
        yield [*_names(row), *figures]


def _names(row: SupplierRow) -> list[str]:
    return [as_text(row.supplier.name), as_text("; ".join(row.spellings))]
