"""Finding the products that a thing may be, and judging each."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from catalogue.suggestions.actions.indexing import products_of
from catalogue.suggestions.judging import (
    LEAST,
    Verdict,
    among_equals,
    judge,
)
from catalogue.suggestions.likeness import nearness
from catalogue.suggestions.queries import postings
from catalogue.suggestions.ranking import Ranking
from catalogue.suggestions.spelling import Spelling
from catalogue.suggestions.terms import CODE_WEIGHTS, is_word, terms_of
from catalogue.suggestions.things import Thing

MOST = 8  # that are suggested
CANDIDATES = 30  # that are looked at closely
_READ = 100_000  # postings a question may read, beside its rarest term's

Found = list[tuple[int, Verdict]]


def choose(found: Found, *, words_are_common: bool) -> Found:
    """The best few, the best first. Where more are equally good than are shown, none is
    better than any other, and nobody is helped by some of them."""
    found = [
        (product, verdict)
        for product, verdict in found
        if verdict.points >= LEAST and (verdict.has_code or not words_are_common)
    ]
    if len(found) > MOST and found[0][1].worth == found[MOST][1].worth:
        return []
    return among_equals(found)[:MOST]


def find(cursor, asked: Sequence[Thing]) -> list[Found]:
    """For each thing the products it may be, the best first."""
    if not asked:
        return []
    cursor.execute(postings.HOW_MANY)
    weight_of = _weights(cursor.fetchone()[0])
    candidates = _candidates(cursor, asked, weight_of)
    products = dict(products_of(cursor, set(chain.from_iterable(candidates.values()))))
    words = {
        word
        for thing in [*asked, *products.values()]
        for reading in thing.readings
        for word in reading.words
    }
    counts = {term: products for term, (_, products) in _counts(cursor, words).items()}
    weights = {word: weight_of(counts.get(word, 0)) for word in words}
    return [
        sorted(
            (
                (number, judge(thing, products[number], weights.__getitem__))
                for number in candidates.get(place, ())
            ),
            key=lambda each: (-each[1].worth, each[0]),
        )
        for place, thing in enumerate(asked)
    ]


def _candidates(
    cursor, asked: Sequence[Thing], weight_of: Callable[[int], float]
) -> dict[int, list[int]]:
    """By the place of each thing, the products that share most with it."""
    terms = [terms_of(thing) for thing in asked]
    every = set().union(*terms)
    known = _counts(cursor, every)
    near = _spellings(cursor, [w for w in every if is_word(w) and w not in known])
    known |= _counts(cursor, set(chain.from_iterable(near.values())) - known.keys())
    to_read = [list(_terms_to_read(some, known, near, weight_of)) for some in terms]
    cursor.execute(
        postings.POSTINGS, [list({term for some in to_read for term, _ in some})]
    )
    ranking = Ranking((term, bytes(rows)) for term, rows in cursor.fetchall())
    return {place: ranking.best(some, CANDIDATES) for place, some in enumerate(to_read)}


def _spellings(cursor, unknown: list[str]) -> dict[str, list[str]]:
    if not unknown:
        return {}
    cursor.execute(postings.WORDS)
    return Spelling(word for (word,) in cursor.fetchall()).near(unknown)


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
    near: dict[str, list[str]],
    weight_of: Callable[[int], float],
) -> Iterator[tuple[int, float]]:
    """The terms and what each weighs, the rarest first, as far as they can be read in
    little time: a word that a good part of all products have finds nothing by itself.
    A word that is not known is read as those it may stand for."""
    worth: dict[str, float] = {}
    for term in terms:
        if term in known:
            worth[term] = 1.0
        for word in near.get(term, ()):
            worth.setdefault(word, nearness(term, word))
    to_read = 0
    found = sorted((known[term][1], term) for term in worth if term in known)
    for place, (products, term) in enumerate(found):
        to_read += products
        if place and to_read > _READ:
            return
        weight = weight_of(products) if is_word(term) else CODE_WEIGHTS[term[0]]
        yield known[term][0], weight * worth[term]
