"""Whether the database still has the triggers that the migrations gave it."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from django.db import connection
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader

from trusts.chaining import FUNCTIONS

# A migration's own words, in the order in which migrations are applied.
_WORDS = re.compile(
    r"CREATE\s+TRIGGER\s+(?P<made>\w+)\s(?P<event>.*?)\sON\s+(?P<table>\w+)\s"
    r"(?P<when>.*?)EXECUTE\s+FUNCTION\s+(?P<function>\w+)"
    r"|DROP\s+TRIGGER\s+(?:IF\s+EXISTS\s+)?(?P<gone>\w+)",
    re.S | re.I,
)
# Partitions have copies of their table's triggers; those are the table's own affair.
_PRESENT = """
SELECT t.tgname, c.relname, p.proname, t.tgqual IS NOT NULL OR t.tgattr::text <> '',
    t.tgenabled IN ('O', 'A')
  FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
  JOIN pg_proc AS p ON p.oid = t.tgfoid
 WHERE NOT t.tgisinternal AND t.tgparentid = 0
   AND c.relnamespace = 'public'::regnamespace
"""
_SOURCES = """
SELECT proname, prosrc FROM pg_proc
 WHERE proname = ANY(%s) AND pronamespace = 'public'::regnamespace
"""
# The key is the one argument of a chain's trigger.
_CHAINED = r"""
SELECT c.relname, split_part(encode(t.tgargs, 'escape'), '\000', 1)
  FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
 WHERE t.tgfoid = 'public.trusts_chain'::regproc
   AND c.relnamespace = 'public'::regnamespace
 ORDER BY 1
"""


class Trigger(NamedTuple):
    """What a trigger is tied to; `is_partial`: not for every row or column."""

    name: str
    table: str
    function: str
    is_partial: bool


def chained_tables() -> list[tuple[str, str]]:
    """Each table whose rows are chained, with its primary key."""
    with connection.cursor() as cursor:
        cursor.execute(_CHAINED)
        return cursor.fetchall()


def what_is_missing() -> Iterator[str]:
    """A sentence for each trigger that does not stand guard, or not as it should."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT)
        present = {Trigger(*row[:4]): row[4] for row in cursor.fetchall()}
        cursor.execute(_SOURCES, [[*FUNCTIONS]])
        sources = dict(cursor.fetchall())
    # Also guards that no migration names, of tables made otherwise.
    ours = {each for each in present if each.function in FUNCTIONS}
    for each in sorted(promised_triggers() | ours):
        if each not in present:
            yield f"The trigger {each.name} on {each.table} is gone or is another."
        elif not present[each]:
            yield f"The trigger {each.name} on {each.table} is switched off."
    for name, source in FUNCTIONS.items():
        if sources.get(name) != source:
            yield f"The function {name} does not say what it should."


def promised_triggers() -> set[Trigger]:
    """Every trigger that the migrations made and left."""
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    plans = (graph.forwards_plan(leaf) for leaf in sorted(graph.leaf_nodes()))
    left: dict[str, Trigger] = {}
    for node in dict.fromkeys(chain.from_iterable(plans)):
        for operation in graph.nodes[node].operations:
            for words in _WORDS.finditer(_sql_of(operation)):
                if gone := words["gone"]:
                    left.pop(gone, None)
                else:
                    left[words["made"]] = _trigger(words)
    return {*left.values()}


def _trigger(words: re.Match[str]) -> Trigger:
    is_partial = re.search(r"\bUPDATE\s+OF\b", words["event"], re.I) or re.search(
        r"\bWHEN\b", words["when"], re.I
    )
    return Trigger(words["made"], words["table"], words["function"], bool(is_partial))


def _sql_of(operation: object) -> str:
    if not isinstance(operation, RunSQL):
        return ""
    said = operation.sql
    return said if isinstance(said, str) else "\n".join(str(each) for each in said)
