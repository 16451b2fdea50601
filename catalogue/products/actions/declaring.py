"""From the staging table to products, packs and codes, for every kind of file."""

from dataclasses import dataclass, field

from django.db.backends.utils import CursorWrapper

from catalogue.products import queries
from catalogue.products.level_queries import LEVELS


@dataclass(frozen=True, slots=True)
class CatalogueLoaded:
    """Rows in the file = taken + withdrawn + one problem each; products that the taken
    ones are of. A problem is the row, what it names and why it was not taken; a note is
    the same of a row that was taken but for something in it. `missing` are packs that
    a whole new version no longer names."""

    rows: int
    taken: int
    products: int
    problems: list[tuple[int, str, str]]
    withdrawn: int = 0
    missing: int = 0
    notes: list[tuple[int, str, str]] = field(default_factory=list)


def declare(cursor: CursorWrapper) -> None:
    """Make the tables say what the rows in staging do. Safe to run twice."""
    for statement in (
        queries.READ,
        LEVELS,
        queries.MANUFACTURERS,
        queries.PRODUCTS,
        queries.CATEGORIES,
        queries.PART_CODES,
        queries.PACKS,
        queries.HIERARCHY,
        queries.OUTER_PACKS,
        queries.TORN_NPCS,
        queries.NATIONAL_CODES,
        queries.CODES_OF_TOUCHED_PACKS,
    ):
        cursor.execute(statement)
