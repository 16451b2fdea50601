"""A product master as CSV."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date

from django.db import connection, transaction

from catalogue.products import queries
from catalogue.products.actions.declaring import CatalogueLoaded, declare
from catalogue.products.catalogues.xml_lines import UnreadableCatalogue

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
WITHDRAWN = "withdrawn_on"  # a column that a master may have


@transaction.atomic
def load_catalogue(lines: Iterable[str]) -> CatalogueLoaded:
    """Take a product master with its pack hierarchy. Safe to run twice.

    Items that carry a code it declares are matched again by the next `match_items`.
    """
    reader = csv.reader(lines)
    headings = _headings(reader)
    names = ", ".join(("row_number", *COLUMNS, WITHDRAWN, "problem"))
    with connection.cursor() as cursor:
        cursor.execute(queries.TABLES)
        with cursor.copy(f"COPY master ({names}) FROM STDIN") as copy:
            for row in _rows(reader, headings):
                copy.write_row(row)
        declare(cursor)
        if WITHDRAWN in headings:
            cursor.execute(queries.WITHDRAWALS)
        cursor.execute(queries.TOTALS)
        rows, taken, products, withdrawn = cursor.fetchone()
        cursor.execute(queries.PROBLEMS)
        problems = cursor.fetchall()
        cursor.execute(queries.DROP_TABLES)
    return CatalogueLoaded(rows, taken - withdrawn, products, problems, withdrawn)


def _headings(reader: Iterator[list[str]]) -> list[str]:
    try:
        headings = [heading.strip().lower() for heading in next(reader, [])]
    except csv.Error as problem:
        raise UnreadableCatalogue(f"The file is no CSV file: {problem}.") from problem
    missing = [name for name in COLUMNS if name not in headings]
    if missing:
        raise UnreadableCatalogue(
            f"The first row has no heading {', '.join(missing)}. "
            f"A product master has the headings {', '.join(COLUMNS)}."
        )
    return headings


def _rows(
    reader: Iterator[list[str]], headings: list[str]
) -> Iterable[list[str | int | None]]:
    try:
        yield from _read(reader, headings)
    except csv.Error as problem:
        raise UnreadableCatalogue(f"The file is no CSV file: {problem}.") from problem


def _read(
    reader: Iterator[list[str]], headings: list[str]
) -> Iterable[list[str | int | None]]:
    places = [headings.index(name) for name in COLUMNS]
    last = headings.index(WITHDRAWN) if WITHDRAWN in headings else None
    for number, row in enumerate(reader, start=2):
        if any("\0" in cell for cell in row):
            raise UnreadableCatalogue(f"Row {number} holds NUL bytes: no CSV file.")
        if any(row):
            cells = [*row, *[""] * (len(headings) - len(row))]
            withdrawn, problem = _withdrawn("" if last is None else cells[last])
            yield [
                number,
                *(cells[place].strip() for place in places),
                withdrawn,
                problem,
            ]


def _withdrawn(text: str) -> tuple[str, str | None]:
    """A day as the database reads it, and what is wrong with it."""
    text = text.strip()
    try:
        return (date.fromisoformat(text).isoformat() if text else ""), None
    except ValueError:
        return "", "withdrawn_on is not a date such as 2026-09-30"
