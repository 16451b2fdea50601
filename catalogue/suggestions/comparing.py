"""Features by which two rows of two tables are compared, whatever their columns.

Pure: no database, clock or request. The first column besides the key is what a thing is
called; the others are more of what is said of it; a column of numbers alone is a price
or the like. How rare a word is is counted over both tables, and a pair is also seen
beside the best other partner that either row has: those use no labels.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from rapidfuzz import fuzz

from catalogue.suggestions.likeness import likeness
from catalogue.suggestions.words import SHORTEST_CODE, Reading, part_key, read

Row = Mapping[str, str]
NEAREST = 4


@dataclass(frozen=True, slots=True)
class Side:
    """One row: what it is called, all that it says, and its codes and numbers."""

    name: Reading
    text: str
    words: dict[str, float]  # of the name, each by its share of a length of 1
    all_words: dict[str, float]
    codes: frozenset[str]
    squeezed: str
    amounts: tuple[float, ...]


class Comparison:
    """Two tables, ready to compare any of their pairs."""

    def __init__(self, first: Mapping[str, Row], second: Mapping[str, Row]):
        rows = [*first.values(), *second.values()]
        columns = list(rows[0])
        self.names = columns[:1]
        self.numeric = [c for c in columns[1:] if _is_numeric(row[c] for row in rows)]
        self.texts = [c for c in columns if c not in self.numeric]
        self.count = Counter(word for row in rows for word in self._all_words(row))
        self.rows = len(rows)
        self.first = {key: self._side(row) for key, row in first.items()}
        self.second = {key: self._side(row) for key, row in second.items()}
        self.near_first = _nearest(self.first, self.second)
        self.near_second = _nearest(self.second, self.first)

    def weight(self, word: str) -> float:
        return math.log((self.rows + 1) / (self.count[word] + 0.5))

    def _all_words(self, row: Row) -> set[str]:
        return {word for c in self.texts for word in read(row[c]).words}

    def _side(self, row: Row) -> Side:
        name = read(row[self.names[0]])
        text = " ".join(row[c] for c in self.texts)
        codes = {
            code
            for c in self.texts
            for code in read(row[c]).codes
            if len(code) >= SHORTEST_CODE
        }
        return Side(
            name=name,
            text=row[self.names[0]].upper(),
            words=self._vector(name.words),
            all_words=self._vector(self._all_words(row)),
            codes=frozenset(codes),
            squeezed=part_key(text),
            amounts=tuple(_amount(row[c]) for c in self.numeric),
        )

    def _vector(self, words: Iterable[str]) -> dict[str, float]:
        weights = {word: self.weight(word) for word in words}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        return {word: w / length for word, w in weights.items()}

    def features(self, one: str, other: str) -> list[float]:
        ours, theirs = self.first[one], self.second[other]
        alike = likeness(ours.name, theirs.name, self.weight)
        back = likeness(theirs.name, ours.name, self.weight)
        cosine = _cosine(ours.all_words, theirs.all_words)
        by_name = _cosine(ours.words, theirs.words)
        next_best = [
            _best_beside(self.near_first[one], other),
            _best_beside(self.near_second[other], one),
        ]
        common, apart = self._codes(ours, theirs)
        price, no_price = _amounts_apart(ours.amounts, theirs.amounts)
        return [
            alike.share,
            back.share,
            by_name,
            cosine,
            by_name - next_best[0],
            by_name - next_best[1],
            float(by_name >= max(next_best)),
            fuzz.token_sort_ratio(ours.text, theirs.text) / 100,
            fuzz.token_set_ratio(ours.text, theirs.text) / 100,
            common,
            apart,
            common * by_name,
            float(len(alike.against)),
            alike.numbers,
            price,
            no_price,
        ]

    def _codes(self, ours: Side, theirs: Side) -> tuple[float, float]:
        """Whether they share a rare code, and whether each has one the other lacks."""
        rare_ours = {c for c in ours.codes if c in theirs.squeezed}
        rare_theirs = {c for c in theirs.codes if c in ours.squeezed}
        shared = max(map(len, rare_ours | rare_theirs), default=0)
        both = bool(ours.codes and theirs.codes)
        return min(1.0, shared / 8), float(both and not shared)


Near = list[tuple[float, str]]  # likeness of what they are called, and the key


def _nearest(ones: Mapping[str, Side], others: Mapping[str, Side]) -> dict[str, Near]:
    """Of each row those few of the other table that are called most like it."""
    having: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for key, side in others.items():
        for word, weight in side.words.items():
            having[word].append((key, weight))
    nearest = {}
    for key, side in ones.items():
        cosines: dict[str, float] = defaultdict(float)
        for word, weight in side.words.items():
            for other, its in having[word]:
                cosines[other] += weight * its
        alike = ((cosine, other) for other, cosine in cosines.items())
        nearest[key] = nlargest(NEAREST, alike)
    return nearest


def _best_beside(near: Near, other: str) -> float:
    return next((cosine for cosine, key in near if key != other), 0.0)


def _cosine(ours: dict[str, float], theirs: dict[str, float]) -> float:
    return sum(weight * theirs.get(word, 0.0) for word, weight in ours.items())


def _is_numeric(values: Iterable[str]) -> bool:
    said = [value for value in values if value.strip()]
    return bool(said) and sum(_amount(v) > 0 for v in said) >= 0.95 * len(said)


def _amount(text: str) -> float:
    try:
        value = float(text.replace(",", "").strip("£$€ ") or 0)
    except ValueError:
        return 0.0
    return value if math.isfinite(value) else 0.0


def _amounts_apart(
    ours: Sequence[float], theirs: Sequence[float]
) -> tuple[float, float]:
    """How far the numbers differ, as the logarithm of their ratio; and whether either
    says none."""
    known = [
        abs(math.log(a / b))
        for a, b in zip(ours, theirs, strict=True)
        if a > 0 and b > 0
    ]
    return (min(3.0, sum(known) / len(known)), 0.0) if known else (0.0, 1.0)
