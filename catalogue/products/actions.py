"""Loading what a catalogue declares."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from catalogue.products import queries

COLUMNS = (
    "gtin",
    "unit",
    "manufacturer",
    "mpc",
    "npc",
    "description",
    "contains_gtin",
    "contains_quantity",
)


class UnreadableCatalogue(Exception):
    """The file is not a product master; the message says what is wanted."""


@dataclass(frozen=True, slots=True)
class CatalogueLoaded:
    """Rows in the file, rows taken, products they are of, and each row not taken."""

    rows: int
    taken: int
    products: int
    problems: list[tuple[int, str, str]]


@transaction.atomic
def load_catalogue(lines: Iterable[str]) -> CatalogueLoaded:
    """Take a product master with its pack hierarchy. Safe to run twice.

    Items that carry a code it declares are matched again by the next `match_items`.
    """
    with connection.cursor() as cursor:
        cursor.execute(queries.TABLES)
        with cursor.copy("COPY master FROM STDIN") as copy:
            for row in _rows(lines):
                copy.write_row(row)
        for statement in (
            queries.READ,
            queries.LEVELS,
            queries.MANUFACTURERS,
            queries.PRODUCTS,
            queries.PART_CODES,
            queries.PACKS,
            queries.HIERARCHY,
            queries.OUTER_PACKS,
            queries.TORN_NPCS,
            queries.NATIONAL_CODES,
            queries.CODES_OF_TOUCHED_PACKS,
            queries.TOTALS,
        ):
            cursor.execute(statement)
        rows, taken, products = cursor.fetchone()
        cursor.execute(queries.PROBLEMS)
        problems = cursor.fetchall()
        cursor.execute(queries.DROP_TABLES)
    return CatalogueLoaded(rows, taken, products, problems)


def _rows(lines: Iterable[str]) -> Iterable[list[str | int]]:
    try:
        yield from _read(csv.reader(lines))
    except csv.Error as problem:
        raise UnreadableCatalogue(f"The file is no CSV file: {problem}.") from problem


def _read(reader: Iterator[list[str]]) -> Iterable[list[str | int]]:
    headings = [heading.strip().lower() for heading in next(reader, [])]
    missing = [name for name in COLUMNS if name not in headings]
    if missing:
        raise UnreadableCatalogue(
            f"The first row has no heading {', '.join(missing)}. "
            f"A product master has the headings {', '.join(COLUMNS)}."
        )
    places = [headings.index(name) for name in COLUMNS]
    for number, row in enumerate(reader, start=2):
        if any("\0" in cell for cell in row):
            raise UnreadableCatalogue(f"Row {number} holds NUL bytes: no CSV file.")
        if any(row):
            cells = [*row, *[""] * (len(headings) - len(row))]
            yield [number, *(cells[place].strip() for place in places)]
