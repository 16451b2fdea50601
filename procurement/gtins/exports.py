"""GTIN coverage as CSV files, exact to the last decimal."""

from collections.abc import Iterable, Iterator

from catalogue.products.barcodes.columns import why_unread
from procurement.gtins.listing import Row
from procurement.suppliers.models import Kept, UnreadGtin
from trusts.exports import as_number, as_text

HEADINGS = (
    "Trust code",
    "Trust",
    "Supplier",
    "Spend (pounds)",
    "On items with a GTIN (pounds)",
    "Without (pounds)",
    "Share of spend",
    "Items",
    "Items with a GTIN",
    "Items with an unreadable GTIN",
    "First month",
    "Last month",
)
UNREAD_HEADINGS = (
    "Trust code",
    "Trust",
    "Local code",
    "Description",
    "Supplier",
    "In the GTIN column",
    "Problem",
    "What is wrong",
    "What to do",
    "Spend (pounds)",
)
SHARE_DEFINITIONS = (
    ("GTIN", "The number of a barcode that names one pack of one product."),
    ("Spend", "Net value of the order lines of the months named, without VAT."),
    ("Share of spend", "Spent on items with a GTIN that is one, as a fraction of all."),
    ("Unreadable", "Something stands in the column and is no GTIN."),
)
UNREAD_DEFINITIONS = (
    ("In the GTIN column", "As it stands in the trust’s extract."),
    ("Spend", "Net value of the item’s order lines of 12 months, without VAT."),
)


def share_rows(rows: Iterable[Row], *, whose: Row, kept: Kept) -> Iterator[list[str]]:
    """Headings, then a row a trust or supplier. `whose` says whose suppliers they are
    where the rows do not."""
    yield list(HEADINGS)
    for row in rows:
        place = row.organisation or whose.organisation
        figures = row.figures
        yield [
            place.code if place else "",
            as_text(place.name) if place else "All trusts",
            as_text(row.supplier.name) if row.supplier else "",
            as_number(figures.spend),
            as_number(figures.gtin_spend),
            as_number(figures.missing),
            "" if figures.share is None else f"{figures.share:.4f}",
            str(figures.items),
            str(figures.gtin_items),
            str(figures.unread),
            f"{kept.first_month:%Y-%m}",
            f"{kept.last_month:%Y-%m}",
        ]


def unread_rows(rows: Iterable[UnreadGtin]) -> Iterator[list[str]]:
    """Headings, then a row an item."""
    yield list(UNREAD_HEADINGS)
    for row in rows:
        item, why = row.item, why_unread(row.item.gtin)
        yield [
            row.organisation.code,
            as_text(row.organisation.name),
            as_text(item.local_code),
            as_text(item.description),
            as_text(item.supplier_name),
            as_text(item.gtin),
            why.kind,
            why.problem,
            why.what_to_do,
            as_number(row.spend),
        ]
