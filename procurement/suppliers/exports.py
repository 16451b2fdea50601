"""The list of suppliers as a CSV file, exact to the last decimal."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from procurement.suppliers.listing import SupplierRow
from procurement.suppliers.models import Kept
from trusts.exports import as_number, as_text

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
