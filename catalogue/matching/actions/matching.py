"""Putting items on products and reading their packs."""

from dataclasses import dataclass

from django.db import connection, transaction

from catalogue.matching import queries
from catalogue.matching.models import Rematch
from catalogue.matching.packs import column_eaches, unit_eaches, words_eaches
from catalogue.matching.units import canonical_unit
from catalogue.products.models import TouchedCode
from catalogue.purchases.models import TouchedItem

# Only one matching at a time, whatever the number of workers; the lock ends with the
# transaction. The number is this room's alone.
_LOCK = 7_201


@dataclass(frozen=True, slots=True)
class Matched:
    """What a run looked at and what it made of it, in items."""

    items: int
    matched: int
    conflicting: int
    packs_known: int


def is_behind() -> bool:
    """Whether imports, catalogues or persons changed what no matching has looked at."""
    return (
        TouchedItem.objects.exists()
        or TouchedCode.objects.exists()
        or Rematch.objects.exists()
    )


@transaction.atomic
def match_items(*, everything: bool = False) -> Matched:
    """Match what imports and catalogues touched since the last run; with `everything`
    all live items afresh. Safe to run twice: the second run finds nothing to do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        for statement in (
            queries.TABLES,
            queries.TAKE_TOUCHED,
            queries.TAKE_TOUCHED_CODES,
            queries.TAKE_REMATCH,
            "ANALYZE touched",
            queries.MERGED,
            queries.NEW_MANUFACTURERS,
            queries.NAME_MEANINGS,
            queries.RENAMED_BY_PERSONS,
            queries.KEEP_SUPPLIERS,
        ):
            cursor.execute(statement)
        _find_universe(cursor, everything=everything)
        _group_items(cursor)
        _read_packs(cursor)
        counts = _keep_answers(cursor)
        cursor.execute(queries.DROP_TABLES)
        return counts


def _keep_answers(cursor) -> Matched:
    """What was made of each item, written where it differs from before."""
    for statement in (
        queries.JOINED,
        queries.PACKS_DECIDED,
        queries.ANSWERS,
        queries.TOUCH_PRODUCTS,
        queries.OPEN_ITEMS,
        queries.KEEP_ANSWERS,
        queries.COUNTS,
    ):
        cursor.execute(statement)
    return Matched(*cursor.fetchone())


def _find_universe(cursor, *, everything: bool) -> None:
    """All items that the touched ones reach through shared codes or products."""
    cursor.execute(
        queries.EVERYTHING_FRONTIER if everything else queries.FIRST_FRONTIER
    )
    while cursor.rowcount:
        cursor.execute("ANALYZE frontier")
        cursor.execute(queries.NEXT_FRONTIER)


def _group_items(cursor) -> None:
    for statement in (
        "ANALYZE universe",
        queries.DECIDED,
        queries.CODES,
        queries.EVIDENCE,
        queries.APART,
        queries.STRANGE_PARTS,
    ):
        cursor.execute(statement)
    cursor.execute(queries.peers_disagree("gtin", "by_gtin"))
    cursor.execute(queries.peers_disagree("npc", "by_npc"))
    cursor.execute(queries.LINKS)
    cursor.execute(queries.SHARED_CODES)
    changed = 1
    while changed:
        cursor.execute(queries.SPREAD_TO_ITEMS)
        changed = cursor.rowcount
        cursor.execute(queries.SPREAD_TO_CODES)
        changed += cursor.rowcount
    for statement in (
        queries.TORN_GROUPS,
        queries.MEND_TORN_GROUPS,
        queries.GROUPS,
        queries.ADOPT_DECLARED,
        queries.KEEP_PRODUCTS,
        queries.REVIVE_PRODUCTS,
        queries.PRODUCTS,
    ):
        cursor.execute(statement)


def _read_packs(cursor) -> None:
    """Every different text is read once, by the rules of `packs`."""
    cursor.execute(queries.PACK_TEXTS)
    texts = cursor.fetchall()
    with cursor.copy("COPY pack_text FROM STDIN") as copy:
        for unit, size in texts:
            said = unit_eaches(unit), column_eaches(size), canonical_unit(unit)
            copy.write_row((unit, size, *said))
    cursor.execute("ANALYZE pack_text")
    cursor.execute(queries.DECLARED_PACKS)
    cursor.execute(queries.SILENT_DESCRIPTIONS)
    silent = [description for (description,) in cursor.fetchall()]
    with cursor.copy("COPY pack_words FROM STDIN") as copy:
        for description in silent:
            copy.write_row((description, words_eaches(description)))
