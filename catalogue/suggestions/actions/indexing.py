"""Keeping the index of terms by which products are found."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection

from catalogue.suggestions.queries import postings, things
from catalogue.suggestions.terms import codes_of, words_of
from catalogue.suggestions.things import Thing

_AT_ONCE = 5_000


def keep_index(cursor, *, everything: bool) -> None:
    """Make the index agree with the touched products, or with all."""
    if everything:
        cursor.execute(postings.EMPTY)
    _write_terms(cursor)
    if everything:
        cursor.execute(postings.FILL)
    else:
        cursor.execute(postings.NEW_TERMS)
        cursor.execute(postings.KEEP)


def _write_terms(cursor) -> None:
    """The terms of each touched product, into the session's own table. Read and written
    by turns: one connection does one thing at a time."""
    statement = things.PRODUCTS.format(of_products="touched_product")
    with connection.chunked_cursor() as reading:
        reading.execute(statement)
        while rows := reading.fetchmany(_AT_ONCE):
            with cursor.copy("COPY fresh_posting FROM STDIN") as copy:
                for number, thing in map(thing_of, rows):
                    words, codes = words_of(thing), codes_of(thing)
                    for term in words | codes:
                        copy.write_row((term, number, min(len(words), 32_000)))


def products_of(cursor, numbers: Iterable[int]) -> Iterator[tuple[int, Thing]]:
    statement = things.PRODUCTS.format(
        of_products="(SELECT unnest(%s::bigint[]) AS product_id)"
    )
    cursor.execute(statement, [list(numbers)])
    return map(thing_of, cursor.fetchall())


def thing_of(row: tuple) -> tuple[Any, Thing]:
    """A row of `things`: what it is of, and what is known of it."""
    key, texts, maker, maker_name, parts, gtins, npcs, suppliers, bought, packs, *_ = (
        row
    )
    return key, Thing(
        texts=tuple(dict.fromkeys(texts)),
        maker=maker,
        maker_name=maker_name or "",
        parts=_known(parts),
        gtins=_known(gtins),
        npcs=_known(npcs),
        suppliers=_known(suppliers),
        supplier_parts={
            (supplier, part): trusts for supplier, part, trusts in json.loads(bought)
        },
        packs=_known(packs),
    )


def _known(values: Iterable | None) -> frozenset:
    return frozenset(each for each in values or () if each)
