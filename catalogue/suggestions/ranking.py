"""Which products share most with a question, added up for all products at once.

Pure: no database, clock or request.
"""

from collections.abc import Iterable

import numpy as np

# A posting as the database sends it: the product, and how many words it has.
ROW = np.dtype([("product", ">i8"), ("words", ">i2")])

# What each word of a product costs that was not asked for, as a share of a usual word.
_LENGTH = 0.15

# Of the most that any product shares, what one must share to be looked at.
_LEAST = 0.3


class Ranking:
    """The postings of some terms, ready to be asked."""

    def __init__(self, postings: Iterable[tuple[int, bytes]]):
        pieces = dict(postings)
        rows = np.frombuffer(b"".join(pieces.values()), ROW)
        self.products, places = np.unique(rows["product"], return_inverse=True)
        self.length = np.zeros(len(self.products), np.float32)
        self.length[places] = rows["words"]
        self.places: dict[int, np.ndarray] = {}
        start = 0
        for term, piece in pieces.items():
            end = start + len(piece) // ROW.itemsize
            self.places[term] = places[start:end]
            start = end

    def best(self, asked: Iterable[tuple[int, float]], most: int) -> list[int]:
        """The products that share most with a question of (term, weight); of two that
        share the same the one that says less besides."""
        shared = np.zeros(len(self.products), np.float32)
        for term, weight in asked:
            shared[self.places[term]] += weight
        hits = np.flatnonzero(shared > _LEAST * shared.max(initial=0.0))
        worth = shared[hits] - _LENGTH * self.length[hits]
        if len(hits) > most:
            least = np.partition(worth, len(worth) - most)[len(worth) - most]
            kept = worth >= least
            hits, worth = hits[kept], worth[kept]
        order = np.lexsort((self.products[hits], -worth))[:most]
        return self.products[hits[order]].tolist()
