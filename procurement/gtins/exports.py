"""GTIN coverage as files, exact to the last decimal."""

from collections.abc import Iterable

from catalogue.products.barcodes.columns import why_unread
from procurement.gtins.listing import Row
from procurement.suppliers.models import Kept, UnreadGtin
from trusts.exports import COUNT, PERCENT, POUNDS, Cell, Column, Sheet

SHARE_COLUMNS = (
    Column("Trust code", width=8),
    Column("Trust", width=32),
    Column("Supplier", width=32),
    Column("Spend (pounds)", POUNDS),
    Column("On items with a GTIN (pounds)", POUNDS),
    Column("Without (pounds)", POUNDS),
    Column("Share of spend", PERCENT),
    Column("Items", COUNT),
    Column("Items with a GTIN", COUNT),
    Column("Items with an unreadable GTIN", COUNT),
    Column("First month"),
    Column("Last month"),
)
UNREAD_COLUMNS = (
    Column("Trust code", width=8),
    Column("Trust", width=32),
    Column("Local code"),
    Column("Description", width=48),
    Column("Supplier", width=32),
    Column("In the GTIN column", width=20),
    Column("Problem", width=24),
    Column("What is wrong", width=40),
    Column("What to do", width=40),
    Column("Spend (pounds)", POUNDS),
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


def share_sheet(rows: Iterable[Row], *, whose: Row, kept: Kept) -> Sheet:
    """A row a trust or supplier. `whose` says whose suppliers they are where the rows
    do not."""
    cells = (_share_cells(row, whose=whose, kept=kept) for row in rows)
    return Sheet("GTIN coverage", SHARE_COLUMNS, cells)


def _share_cells(row: Row, *, whose: Row, kept: Kept) -> list[Cell]:
    place = row.organisation or whose.organisation
    figures = row.figures
    return [
        place.code if place else "",
        place.name if place else "All trusts",
        row.supplier.name if row.supplier else "",
        figures.spend,
        figures.gtin_spend,
        figures.missing,
        None if figures.share is None else round(figures.share, 4),
        figures.items,
        figures.gtin_items,
        figures.unread,
        f"{kept.first_month:%Y-%m}",
        f"{kept.last_month:%Y-%m}",
    ]


def unread_sheet(rows: Iterable[UnreadGtin]) -> Sheet:
    """A row an item."""
    return Sheet("GTINs to put right", UNREAD_COLUMNS, map(_unread_cells, rows))


def _unread_cells(row: UnreadGtin) -> list[Cell]:
    item, why = row.item, why_unread(row.item.gtin)
    return [
        row.organisation.code,
        row.organisation.name,
        item.local_code,
        item.description,
        item.supplier_name,
        item.gtin,
        why.kind,
        why.problem,
        why.what_to_do,
        row.spend,
    ]
