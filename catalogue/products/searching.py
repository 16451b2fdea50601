"""Finding products by what a person types: words in any order, sizes, codes.

Only what catalogues say and what products are called is looked in. Nothing of what is
found, nor its order, depends on what anybody pays or buys.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection

from catalogue.products import search_queries
from catalogue.products.patience import TookTooLong, patience
from catalogue.products.search_terms import (
    MOST_FORMS,
    MOST_PIECES,
    MOST_WORDS,
    Piece,
    Word,
    all_of,
    broad,
)

MOST_HITS = 600  # of one search that are weighed
MOST_CODES = 100  # with what was typed inside their part code
FEWEST_CODE_SIGNS = 4  # fewer are in too many codes to mean one
MOST_SPELT = 3  # words that others are offered for
LONGEST = 200  # characters of a search
LONGEST_WAIT = 1000  # milliseconds for one search
_IS_CODE, _HOLDS_CODE, _HAS_CODE_WORD = 1000, 8, 6


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that nothing in the catalogue begins with, and what it was read as."""

    typed: str
    read_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of products, best first. `is_loose` says that known words too were taken for
    words spelt nearly so, `has_all` that the products have all the words. `spellings`
    are words nearest to those typed, where nothing was found. `is_too_broad` says that
    it was given up, as too much is like the words."""

    products: list[int]
    corrections: list[Correction]
    is_loose: bool
    has_all: bool
    spellings: list[str]
    is_too_broad: bool = False


def find_products(text: str, *, size: int, known: Collection[int] = ()) -> Found:
    """The products that `text` means, at most `size` of them.

    `known` are products that carry it as a code the caller knows of; they come first.
    """
    text = " ".join(text.replace("\0", " ").split())[:LONGEST]
    try:
        with patience(LONGEST_WAIT) as allow_the_rest:
            return _search(text, size, known, allow_the_rest)
    except TookTooLong:
        return Found([], [], False, False, [], is_too_broad=True)


def _search(
    text: str, size: int, known: Collection[int], allow_the_rest: Callable[[], None]
) -> Found:
    allow_the_rest()
    words = taken_apart(text, fuzzy=False)
    weights = _codes(text, words)
    for product in known:
        weights[product] += _IS_CODE
    for attempt, without in _attempts(text, words, allow_the_rest):
        found = _find(attempt, weights, without=without, size=size)
        if found:
            return Found(
                found, _corrections(attempt), attempt is not words, without == 0, []
            )
    allow_the_rest()
    return Found([], [], False, False, _spellings(words))


def _attempts(
    text: str, words: list[Word], allow_the_rest: Callable[[], None]
) -> Iterator[tuple[list[Word], int]]:
    """First as typed, then allowing for slips in every word, then with fewer words."""
    yield words, 0
    if not words:
        return
    allow_the_rest()
    loose = taken_apart(text, fuzzy=True)
    yield loose, 0
    for without in range(1, len(words) // 2 + 1):
        allow_the_rest()
        yield loose, without


def taken_apart(text: str, *, fuzzy: bool) -> list[Word]:
    """The words of the text that count, with what they may stand for; `fuzzy`: those
    too that the catalogue knows."""
    with connection.cursor() as cursor:
        cursor.execute(
            search_queries.TAKE_APART,
            {
                "text": text,
                "fuzzy": fuzzy,
                "words": MOST_WORDS,
                "pieces": MOST_PIECES,
                "forms": MOST_FORMS,
            },
        )
        rows = cursor.fetchall()
    words = []
    for _, pieces in groupby(rows, key=itemgetter(0)):
        several = list(pieces)
        _, word, whole, *_ = several[0]
        words.append(Word(word, whole, tuple(_piece(*row[3:]) for row in several)))
    return words


def _piece(text: str, is_known: bool, inside: list[str], near: list[str]) -> Piece:
    """Where a word holds the piece, no other spelling is meant."""
    return Piece(text, is_known, tuple(inside), () if inside else tuple(near))


def _codes(text: str, words: Sequence[Word]) -> defaultdict[int, int]:
    """Products that carry what was typed as a code, by how surely they are meant."""
    weights: defaultdict[int, int] = defaultdict(int)
    said = [(0, text)]
    if len(words) > 1:
        said += [(n, word.text) for n, word in enumerate(words, start=1)]
    for place, product, is_code in set(_carrying(said)):
        if place:
            weights[product] += _HAS_CODE_WORD if is_code else _HAS_CODE_WORD // 2
        else:
            weights[product] += _IS_CODE if is_code else _HOLDS_CODE
    return weights


def _carrying(said: list[tuple[int, str]]) -> list[tuple[int, int, bool]]:
    """For each numbered text: products with that code, or with it inside their part
    code; and whether it is the whole code."""
    statement = search_queries.CODES
    values: dict[str, Any] = {
        "places": [place for place, _ in said],
        "texts": [text for _, text in said],
        "most": MOST_CODES,
    }
    for place, text in said:
        part = "".join(filter(str.isalnum, text.upper()))
        if len(part) >= FEWEST_CODE_SIGNS and not part.isalpha():
            values |= {f"part{place}": part, f"pattern{place}": f"%{part}%"}
            statement += search_queries.INSIDE_CODES.format(
                place=place, part=f"%(part{place})s", pattern=f"%(pattern{place})s"
            )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _find(
    words: Sequence[Word], codes: dict[int, int], *, without: int, size: int
) -> list[int]:
    if not words:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            search_queries.FIND,
            {
                "narrow": all_of(word.exact() for word in words),
                "broad": broad(words, without=without),
                "least": len(words) - without if without else 0,
                "exact": [word.exact() for word in words],
                "begins": [word.begins() for word in words],
                "about": [word.about() for word in words],
                "ids": list(codes),
                "weights": list(codes.values()),
                "most": MOST_HITS,
                "size": size,
            },
        )
        return [*dict.fromkeys(product for (product,) in cursor.fetchall())]


def _corrections(words: Sequence[Word]) -> list[Correction]:
    return [Correction(word.text, word.read_as) for word in words if word.read_as]


def _spellings(words: Sequence[Word]) -> list[str]:
    unknown = [word.whole for word in words if word.whole.isalpha()]
    with connection.cursor() as cursor:
        cursor.execute(search_queries.SPELLINGS, {"words": unknown[:MOST_SPELT]})
        return [word for (word,) in cursor.fetchall()]
