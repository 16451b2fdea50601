"""What words of the catalogue a word may stand for that the catalogue has not.

Pure: no database, clock or request.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST, SHORTEST_CUT = 4, 3
MOST = 4  # for one word
_AT_ONCE = 500


class Spelling:
    """The words of a catalogue, ready to be asked."""

    def __init__(self, words: Iterable[str]):
        self.words = sorted(word for word in words if word.isalpha())
        self.by_length: dict[int, list[str]] = defaultdict(list)
        self.by_bones: dict[str, list[str]] = defaultdict(list)
        for word in self.words:
            self.by_length[len(word)].append(word)
            self.by_bones[bones(word)].append(word)

    def near(self, asked: Iterable[str]) -> dict[str, list[str]]:
        """For each asked word those it may stand for: cut short, without its vowels, or
        a letter or two off."""
        asked = [word for word in asked if word.isalpha()]
        misspelt = self._misspelt([word for word in asked if len(word) >= SHORTEST])
        found = {}
        for word in asked:
            whole = self._cut(word) if len(word) >= SHORTEST_CUT else []
            whole += self.by_bones.get(word, [])[:MOST]
            if near := [*misspelt.get(word, ()), *whole][: 2 * MOST]:
                found[word] = near
        return found

    def _cut(self, word: str) -> list[str]:
        first = bisect_left(self.words, word)
        return [
            each for each in self.words[first : first + MOST] if each.startswith(word)
        ]

    def _misspelt(self, asked: list[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in asked:
            by_length[len(word)].append(word)
        for length, words in by_length.items():
            furthest = 1 if length < 8 else 2
            lengths = range(length - furthest, length + furthest + 1)
            known = [word for each in lengths for word in self.by_length.get(each, ())]
            for start in range(0, len(words), _AT_ONCE):
                some = words[start : start + _AT_ONCE]
                found |= _nearest(some, known, furthest)
        return found


def _nearest(words: list[str], known: list[str], furthest: int) -> dict[str, list[str]]:
    if not known:
        return {}
    distances = process.cdist(
        words, known, scorer=OSA.distance, score_cutoff=furthest, dtype=np.uint8
    )
    found: dict[str, list[str]] = {}
    for word, line in zip(words, distances, strict=True):
        places = np.flatnonzero(line <= furthest)
        places = places[np.argsort(line[places], kind="stable")][:MOST]
        if len(places):
            found[word] = [known[place] for place in places]
    return found


def bones(word: str) -> str:
    """A word as people abbreviate it: its first letter, and no vowels after."""
    return word[0] + "".join(letter for letter in word[1:] if letter not in "AEIOU")
