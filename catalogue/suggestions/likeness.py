"""How far two descriptions say the same.

Pure: no database, clock or request. A word counts by its weight: the fewer products
have it, the more it says. A word that is cut short, abbreviated or misspelt still
counts, for less. Sizes are never compared letter by letter: 14 Ch is not 16 Ch.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from catalogue.suggestions.words import Reading

# What a word is worth that agrees, but is not spelt the same.
CUT_SHORT = 0.9
MISSPELT = 0.85
ABBREVIATED = 0.75
# Of a likeness, what the words of the first say; the rest is what the second's do. An
# order's description leaves out more than it adds.
FIRST_COUNTS = 0.65

Weight = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Likeness:
    """`share` from 0 to 1; `agreed` of `words` of the first agree. `both`, `against`:
    sizes that both have, and those that contradict each other, by kind. `numbers`: how
    far numbers without a unit contradict each other, from 0 to 1. `packs`: 1 where both
    name the same pack, -1 where they name others."""

    share: float
    agreed: int
    words: int
    both: tuple[tuple[str, str], ...]
    against: tuple[tuple[str, str, str], ...]
    numbers: float
    packs: int = 0


def likeness(first: Reading, second: Reading, weight: Weight) -> Likeness:
    ours, theirs = set(first.words), set(second.words)
    same = ours & theirs
    agreed = sum(map(weight, same))
    of_first = agreed + 0.0
    count = len(same)
    rest, left = ours - same, theirs - same
    mine, other = sum(map(weight, rest)), sum(map(weight, left))
    first_weight, second_weight = agreed + mine, agreed + other
    of_second = agreed
    for word, near, worth in _pairs(rest, left):
        of_first += worth * weight(word)
        of_second += worth * weight(near)
        count += 1
    share = (
        FIRST_COUNTS * (of_first / first_weight if first_weight else 0.0)
        + (1 - FIRST_COUNTS) * (of_second / second_weight if second_weight else 0.0)
    )  # fmt: skip
    return Likeness(
        share=share,
        agreed=count,
        words=len(ours),
        both=tuple(_both(first, second)),
        against=tuple(_against(first, second)),
        numbers=_numbers_against(first.numbers, second.numbers),
        packs=_packs(first.packs, second.packs),
    )


def _pairs(rest: set[str], left: set[str]) -> Iterable[tuple[str, str, float]]:
    """Words that agree without being the same, each at most once, the best first."""
    found = []
    for word in rest:
        for near in left:
            if worth := nearness(word, near):
                found.append((-worth, word, near))
    if not found:
        return
    used = set()
    for worth, word, near in sorted(found):
        if word not in used and ("", near) not in used:
            used |= {word, ("", near)}
            yield word, near, -worth


@lru_cache(maxsize=100_000)
def nearness(word: str, near: str) -> float:
    """What it is worth that a word may stand for another, from 0 to 1."""
    short, long = sorted((word, near), key=len)
    if len(short) < 2 or short[0].isdigit() or long[0].isdigit():
        return 0.0
    if long.startswith(short):
        return CUT_SHORT if len(short) >= 3 and not _has_digit(long) else 0.0
    if _has_digit(short) or _has_digit(long):
        return 0.0
    furthest = 0 if len(short) < 4 else 1 if len(long) < 8 else 2
    if (
        furthest
        and len(long) - len(short) <= furthest
        and OSA.distance(short, long, score_cutoff=furthest) <= furthest
    ):
        return MISSPELT
    return ABBREVIATED if _abbreviates(short, long) else 0.0


def _has_digit(word: str) -> bool:
    return not word.isalpha()


def _abbreviates(short: str, long: str) -> bool:
    """DRSG stands for DRESSING, SURG for SURGICAL: letters of it, in order, from the
    first, and no vowels that the word does not begin with."""
    if len(short) < 3 or short[0] != long[0] or len(long) < len(short) + 2:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short) and not set("AEIOU") & set(
        short[1:]
    )


def _both(first: Reading, second: Reading) -> Iterable[tuple[str, str]]:
    for kind, values in first.sizes.items():
        for value in sorted(values & second.sizes.get(kind, frozenset())):
            yield kind, value


def _against(first: Reading, second: Reading) -> Iterable[tuple[str, str, str]]:
    """Kinds of size of which each has one that the other has not."""
    for kind, values in first.sizes.items():
        others = second.sizes.get(kind, frozenset())
        ours, theirs = values - others, others - values
        if ours and theirs:
            yield kind, min(ours), min(theirs)


def _packs(first: frozenset[str], second: frozenset[str]) -> int:
    if not first or not second:
        return 0
    return 1 if first & second else -1


def _numbers_against(first: frozenset[str], second: frozenset[str]) -> float:
    ours, theirs = first - second, second - first
    if not ours or not theirs:
        return 0.0
    return 1.0 - len(first & second) / max(len(first), len(second))
