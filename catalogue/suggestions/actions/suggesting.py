"""Keeping suggestions: of what was touched since the last run, or of everything."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from uuid import UUID

from django.db import connection, transaction

from catalogue.suggestions.actions.finding import choose, find
from catalogue.suggestions.actions.indexing import keep_index, thing_of
from catalogue.suggestions.actions.pairing import keep_pairs
from catalogue.suggestions.models import Touched
from catalogue.suggestions.queries import kept, things, touched
from catalogue.suggestions.things import Thing

_AT_ONCE = 2_000  # questions


def is_behind() -> bool:
    """Whether something was touched that has not been looked at since."""
    return Touched.objects.exists()


@dataclass(frozen=True, slots=True)
class Suggested:
    """Subjects that were looked at, for how many of them something is suggested, how
    much, and how many pairs of products may be one."""

    subjects: int
    with_any: int
    suggestions: int
    pairs: int


@transaction.atomic
def suggest(*, at: datetime, everything: bool = False) -> Suggested:
    """Suggest products for the subjects touched since the last run, or for all of them.
    Safe to run twice: the second run finds nothing to do."""
    with connection.cursor() as cursor:
        cursor.execute(touched.LOCK)
        cursor.execute(touched.TABLES)
        cursor.execute(touched.TAKE_EVERYTHING if everything else touched.TAKE)
        cursor.execute("ANALYZE touched_product; ANALYZE touched_subject")
        keep_index(cursor, everything=everything)
        cursor.execute(kept.FORGET)
        cursor.execute(things.REFUSED)
        refused = set(cursor.fetchall())
        cursor.execute(things.SUBJECTS)
        asked = [(*thing_of(row), row[-1]) for row in cursor.fetchall()]
        made: Counter[UUID] = Counter()
        for some in batched(asked, _AT_ONCE):
            made.update(_suggest_some(cursor, some, refused, at))
        pairs = keep_pairs(cursor, at)
        cursor.execute(touched.DROP_TABLES)
    return Suggested(len(asked), len(made), made.total(), pairs)


def _suggest_some(
    cursor,
    asked: Sequence[tuple[UUID, Thing, int]],
    refused: set[tuple[UUID, int]],
    at: datetime,
) -> Counter[UUID]:
    """Answers with how many suggestions each subject has."""
    keys = [_words_key(thing) for _, thing, _ in asked]
    with cursor.copy(kept.ASK) as copy:
        for (subject, _, place), key in zip(asked, keys, strict=True):
            copy.write_row((subject, place, key, at))
    cursor.execute(kept.COMMON_WORDS, [keys])
    common = {key for (key,) in cursor.fetchall()}
    found = list(find(cursor, [thing for _, thing, _ in asked]))
    rows = []
    for (subject, _, _), key, of_it in zip(asked, keys, found, strict=True):
        left = [each for each in of_it if (subject, each[0]) not in refused]
        rows += [
            (subject, product, verdict.points, json.dumps(verdict.reasons), at)
            for product, verdict in choose(left, words_are_common=key in common)
        ]
    with cursor.copy(kept.SUGGEST) as copy:
        for row in rows:
            copy.write_row(row)
    return Counter(row[0] for row in rows)


def _words_key(thing: Thing) -> UUID:
    said = "|".join(sorted({" ".join(reading.words) for reading in thing.readings}))
    return UUID(hashlib.md5(said.encode(), usedforsecurity=False).hexdigest())
