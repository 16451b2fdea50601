"""Finding products for what no code puts on one."""

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from uuid import UUID

from django.db import connection, transaction

from catalogue.suggestions.actions.indexing import keep_index, products_of, thing_of
from catalogue.suggestions.judging import LEAST, Thing, Verdict, judge
from catalogue.suggestions.queries import kept, postings, things, touched
from catalogue.suggestions.terms import CODE_WEIGHTS, is_word, terms_of
from catalogue.suggestions.words import read

MOST = 8  # suggestions a subject
CANDIDATES = 40  # that are looked at closely
_READ = 6_000  # postings a question may read, beside its rarest term's
_AT_ONCE = 2_000  # questions

Found = list[tuple[int, Verdict]]


@dataclass(frozen=True, slots=True)
class Suggested:
    """Subjects that were looked at, and for how many of them there is a suggestion."""

    subjects: int
    with_any: int
    suggestions: int


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
        cursor.execute(things.SUBJECTS)
        asked = [(*thing_of(row), row[-1]) for row in cursor.fetchall()]
        counts = [
            _suggest_some(cursor, list(some), at) for some in batched(asked, _AT_ONCE)
        ]
        cursor.execute(touched.DROP_TABLES)
    return Suggested(
        len(asked), sum(any_ for any_, _ in counts), sum(all_ for _, all_ in counts)
    )


def _suggest_some(
    cursor, asked: list[tuple[UUID, Thing, int]], at: datetime
) -> tuple[int, int]:
    keys = [_words_key(thing) for _, thing, _ in asked]
    with cursor.copy(kept.ASK) as copy:
        for (subject, _, place), key in zip(asked, keys, strict=True):
            copy.write_row((subject, place, key, at))
    cursor.execute(kept.COMMON_WORDS, [keys])
    common = {key for (key,) in cursor.fetchall()}
    found = list(find(cursor, [thing for _, thing, _ in asked]))
    with_any = suggestions = 0
    with cursor.copy(kept.SUGGEST) as copy:
        for (subject, _, _), key, of_it in zip(asked, keys, found, strict=True):
            chosen = choose(of_it, words_are_common=key in common)
            with_any += bool(chosen)
            suggestions += len(chosen)
            for product, verdict in chosen:
                reasons = json.dumps(verdict.reasons)
                copy.write_row((subject, product, verdict.points, reasons, at))
    return with_any, suggestions


def choose(found: Found, *, words_are_common: bool) -> Found:
    """The best few. Where more are equally good than are shown, none is better than any
    other, and nobody is helped by some of them."""
    found = [
        each
        for each in found
        if each[1].points >= LEAST and (each[1].has_code or not words_are_common)
    ]
    if len(found) > MOST and found[0][1].points == found[MOST][1].points:
        return []
    return found[:MOST]


def _words_key(thing: Thing) -> UUID:
    said = "|".join(sorted({" ".join(read(text).words) for text in thing.texts}))
    return UUID(hashlib.md5(said.encode(), usedforsecurity=False).hexdigest())


def find(cursor, asked: list[Thing]) -> Iterator[Found]:
    """For each thing the products it may be, the best first."""
    cursor.execute(postings.HOW_MANY)
    weight_of = _weights(cursor.fetchone()[0])
    known = _counts(cursor, {term for thing in asked for term in terms_of(thing)})
    cursor.execute("TRUNCATE asked")
    with cursor.copy("COPY asked FROM STDIN") as copy:
        for number, thing in enumerate(asked):
            for term_id, weight in _terms_to_read(terms_of(thing), known, weight_of):
                copy.write_row((number, term_id, weight))
    cursor.execute("ANALYZE asked")
    cursor.execute(postings.CANDIDATES, [CANDIDATES])
    candidates: dict[int, list[int]] = {}
    for number, product in cursor.fetchall():
        candidates.setdefault(number, []).append(product)
    products = dict(
        products_of(cursor, {each for some in candidates.values() for each in some})
    )
    words = {
        word
        for thing in [*asked, *products.values()]
        for text in thing.texts
        for word in read(text).words
    }
    counts = {term: products for term, (_, products) in _counts(cursor, words).items()}
    weights = {word: weight_of(counts.get(word, 0)) for word in words}
    for number, thing in enumerate(asked):
        verdicts = [
            (product, judge(thing, products[product], weights.__getitem__))
            for product in candidates.get(number, ())
        ]
        yield sorted(verdicts, key=lambda each: (-each[1].points, each[0]))


def _counts(cursor, terms: Iterable[str]) -> dict[str, tuple[int, int]]:
    cursor.execute(postings.TERMS, [list(terms)])
    return {term: (number, products) for term, number, products in cursor.fetchall()}


def _weights(products: int) -> Callable[[int], float]:
    """What a word weighs that so many products have. One that none has may be a slip of
    the pen, so it weighs less than a rare one."""
    most = math.log(products + 2)

    def weight(count: int) -> float:
        return 0.5 * most if count == 0 else most - math.log(count + 1) + 0.5

    return weight


def _terms_to_read(
    terms: set[str],
    known: dict[str, tuple[int, int]],
    weight_of: Callable[[int], float],
) -> Iterator[tuple[int, float]]:
    """The rarest terms, as far as they can be read in little time: a word that tens of
    thousands of products have finds nothing by itself."""
    found = sorted((known[term][1], term) for term in terms if term in known)
    to_read = 0
    for place, (products, term) in enumerate(found):
        to_read += products
        if place and to_read > _READ:
            return
        weight = weight_of(products) if is_word(term) else CODE_WEIGHTS[term[0]]
        yield known[term][0], weight
