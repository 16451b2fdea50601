"""Opportunities as a CSV file, exact to the last decimal."""

from collections.abc import Iterable, Iterator
from typing import Any

from trusts.exports import as_number, as_text

HEADINGS = (
    "Name",
    "Gaps a year (pounds)",
    "Gaps",
    "Trusts with a gap",
    "Not yet taken up (pounds a year)",
    "In an initiative (pounds a year)",
    "Gaps in an initiative",
    "Products that two trusts or more buy",
    "Products bought",
    "Agreed prices that end within half a year",
    "First of them ends on",
    "At a suspect price (pounds a year, beside)",
    "Not comparable (pounds, beside)",
    "Spend in 12 months (pounds)",
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


def opportunity_rows(rows: Iterable[Any]) -> Iterator[list[str]]:
    """Headings, then a row each; text from files is never a formula."""
    yield list(HEADINGS)
    for row in rows:
        yield [
            as_text(row.name),
            as_number(row.gap_value),
            str(row.gaps),
            str(row.trusts),
            as_number(row.free_value),
            as_number(row.claimed_value),
            str(row.claimed),
            str(row.common),
            str(row.products),
            str(row.ending),
            row.ends_on.isoformat() if row.ends_on else "",
            as_number(row.suspect),
            as_number(row.left_out),
            as_number(row.spend),
        ]
