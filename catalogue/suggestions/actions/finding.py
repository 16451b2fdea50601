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
from catalogue.suggestions.queries import postings
from catalogue.suggestions.terms import CODE_WEIGHTS, is_word, terms_of
from catalogue.suggestions.things import Thing

MOST = 8  # that are suggested
CANDIDATES = 40  # that are looked at closely
_READ = 6_000  # postings a question may read, beside its rarest term's

Found = list[tuple[int, Verdict]]


def choose(found: Found, *, words_are_common: bool) -> Found:
    """The best few, the best first. Where more are equally good than are shown, none is
    better than any other, and nobody is helped by some of them."""
    found = [
        (product, verdict)
        for product, verdict in found
        if verdict.points >= LEAST and (verdict.has_code or not words_are_common)
    ]
    if len(found) > MOST and found[0][1].points == found[MOST][1].points:
        return []
    return among_equals(found)[:MOST]


def find(cursor, asked: Sequence[Thing]) -> list[Found]:
    """For each thing the products it may be, the best first."""
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
            key=lambda each: (-each[1].points, each[0]),
        )
        for place, thing in enumerate(asked)
    ]


def _candidates(
    cursor, asked: Sequence[Thing], weight_of: Callable[[int], float]
) -> dict[int, list[int]]:
    """By the place of each thing, the products that share most with it."""
    terms = [terms_of(thing) for thing in asked]
    known = _counts(cursor, set().union(*terms))
    cursor.execute("TRUNCATE asked")
    with cursor.copy("COPY asked FROM STDIN") as copy:
        for place, some in enumerate(terms):
            for term_id, weight in _terms_to_read(some, known, weight_of):
                copy.write_row((place, term_id, weight))
    cursor.execute("ANALYZE asked")
    cursor.execute(postings.CANDIDATES, [CANDIDATES])
    found: dict[int, list[int]] = {}
    for place, number in cursor.fetchall():
        found.setdefault(place, []).append(number)
    return found


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
