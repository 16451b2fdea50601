"""A supplier's catalogue as UBL 2.1 (Peppol)."""

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from catalogue.products import queries, ubl_queries
from catalogue.products.actions.declaring import CatalogueLoaded, declare
from catalogue.products.catalogues.ubl import (
    Action,
    Head,
    Line,
    Unclear,
    head_of,
    line_of,
)
from catalogue.products.catalogues.xml_lines import UnreadableCatalogue, lines_of
from catalogue.products.models import SupplierCatalogue

type Notes = list[tuple[int, str, str]]


@transaction.atomic
def load_ubl_catalogue(file: BinaryIO, *, on: date) -> CatalogueLoaded:
    """Take what a UBL catalogue adds, updates and withdraws. Safe to run twice; a file
    that is refused changes nothing. `on` is the day it stands for if it names none."""
    elements = lines_of(file)
    head = _head(next(elements))
    catalogue = _catalogue(head, on=on)
    values: dict[str, Any] = {"catalogue": catalogue.pk, "issued": catalogue.issued_on}
    notes: Notes = []
    with connection.cursor() as cursor:
        cursor.execute(queries.TABLES)
        cursor.execute(ubl_queries.TABLES)
        with cursor.copy("COPY said FROM STDIN") as copy:
            for row in _rows(elements, head, notes):
                copy.write_row(row)
        for statement in (ubl_queries.SELLERS_CODES, ubl_queries.DECLARED):
            cursor.execute(statement, values)
        cursor.execute(ubl_queries.KEEP_KNOWN)
        declare(cursor)
        cursor.execute(ubl_queries.CATALOGUED, values)
        missing = _withdraw(cursor, head, values)
        return _loaded(cursor, missing, notes)


def _head(root: Element) -> Head:
    try:
        head = head_of(root)
    except Unclear as problem:
        raise UnreadableCatalogue(
            f"The catalogue cannot be read: {problem}."
        ) from problem
    for said, name in ((head.number, "ID"), (head.provider, "ProviderParty")):
        if not said:
            raise UnreadableCatalogue(
                f"The catalogue does not say whose or which it is: {name} is missing."
            )
    return head


def _catalogue(head: Head, *, on: date) -> SupplierCatalogue:
    """Its row, in the version of this file. Raises UnreadableCatalogue where a newer
    one was loaded before."""
    issued = head.issued_on or on
    known = (
        SupplierCatalogue.objects.select_for_update()
        .filter(provider=head.provider, number=head.number)
        .first()
    )
    if known and known.issued_on > issued:
        raise UnreadableCatalogue(
            f"Catalogue {head.number} of {issued} is older than the version of "
            f"{known.issued_on} that was loaded before. Nothing was changed."
        )
    return SupplierCatalogue.objects.update_or_create(
        provider=head.provider,
        number=head.number,
        defaults={"name": head.name, "version": head.version, "issued_on": issued},
    )[0]


def _rows(
    elements: Iterator[Element], head: Head, notes: Notes
) -> Iterator[tuple[Any, ...]]:
    for number, element in enumerate(elements, start=1):
        line = line_of(element, head)
        notes += [(number, line.number, note) for note in line.notes]
        yield _row(number, line)


def _row(number: int, line: Line) -> tuple[Any, ...]:
    return (
        number,
        line.number,
        line.action is Action.WITHDRAW,
        line.gtin,
        line.seller_id,
        line.unit,
        line.manufacturer,
        line.part_code,
        line.npc,
        line.description,
        line.category,
        line.component,
        line.quantity,
        line.content,
        line.withdrawn_on,
        line.problem or None,
    )


def _withdraw(cursor: CursorWrapper, head: Head, values: dict[str, Any]) -> int:
    """What the file withdraws, line by line or by leaving it out; how many of those."""
    cursor.execute(ubl_queries.GONE, values)
    missing = 0
    if head.is_whole:
        cursor.execute(ubl_queries.MISSING, values)
        missing = cursor.rowcount
    cursor.execute(ubl_queries.WITHDRAWALS, values)
    return missing


def _loaded(cursor: CursorWrapper, missing: int, notes: Notes) -> CatalogueLoaded:
    cursor.execute(ubl_queries.PROBLEMS)
    problems = cursor.fetchall()
    cursor.execute(ubl_queries.NOTES)
    notes = sorted([*notes, *cursor.fetchall()])
    cursor.execute(ubl_queries.TOTALS)
    rows, taken, products, withdrawn = cursor.fetchone()
    cursor.execute(queries.DROP_TABLES)
    cursor.execute(ubl_queries.DROP_TABLES)
    return CatalogueLoaded(rows, taken, products, problems, withdrawn, missing, notes)
