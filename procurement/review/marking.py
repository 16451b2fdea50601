"""Which words and figures of a text stand in none of the texts beside it.

Pure: no database, clock or request. The parts of a text, put together, are the text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

# A measure after a number, as what it measures and how many of the smallest it is:
# 10 cm and 100 mm are one length, 14 Ch and 14 Fr one gauge.
_MEASURES = {
    "MM": ("length", 1),
    "CM": ("length", 10),
    "M": ("length", 1000),
    "ML": ("volume", 1),
    "CL": ("volume", 10),
    "L": ("volume", 1000),
    "LTR": ("volume", 1000),
    "MG": ("weight", 1),
    "G": ("weight", 1000),
    "GM": ("weight", 1000),
    "KG": ("weight", 1_000_000),
    "CH": ("gauge", 1),
    "FR": ("gauge", 1),
    "FG": ("gauge", 1),
    "%": ("strength", 1),
    "W": ("width", 1),
}
_MEASURE = "|".join(sorted(_MEASURES, key=len, reverse=True))
_TOKEN = re.compile(
    # A gauge may stand before its number: Ch 14.
    r"(?P<before>\b(?:CH|FR|FG)\s?)?"
    r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)"
    rf"(?:\s?(?P<measure>(?:{_MEASURE}))(?![A-Za-z]))?"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)",
    re.IGNORECASE,
)
# Words that say nothing about what a thing is.
_EMPTY = {*("A", "AN", "AND", "FOR", "IN", "OF", "ON", "OR", "THE", "TO", "WITH", "X")}
_FEWEST_LETTERS = 2  # of an abbreviation


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text. `differs` where nothing beside it says the same."""

    text: str
    differs: bool = False
    is_figure: bool = False


type _Figure = tuple[str, Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class _Said:
    """What the texts beside say: their words, and their figures: what they measure
    ("" where that is not said), how much of it, and the number as it stands."""

    words: frozenset[str]
    figures: frozenset[_Figure]


def marked(text: str, beside: Iterable[str]) -> tuple[Part, ...]:
    """The text in parts. Without a text beside it nothing differs."""
    others = [other for other in beside if other.strip()]
    if not others:
        return (Part(text),) if text else ()
    said = _said(others)
    parts: list[Part] = []
    place = 0
    for found in _TOKEN.finditer(text):
        if _is_said(found, said):
            continue
        parts += [Part(text[place : found.start()])] if found.start() > place else []
        parts.append(Part(found[0], differs=True, is_figure=bool(found["number"])))
        place = found.end()
    return (*parts, Part(text[place:])) if place < len(text) else tuple(parts)


def differing(text: str, beside: Iterable[str]) -> list[str]:
    """The pieces of the text that differ."""
    return [part.text for part in marked(text, beside) if part.differs]


def _said(texts: Iterable[str]) -> _Said:
    tokens = [found for text in texts for found in _TOKEN.finditer(text)]
    return _Said(
        words=frozenset(_word(found["word"]) for found in tokens if found["word"]),
        figures=frozenset(_figure(found) for found in tokens if found["number"]),
    )


def _is_said(found: re.Match[str], said: _Said) -> bool:
    if not found["number"]:
        word = _word(found["word"])
        return word in _EMPTY or any(_alike(word, other) for other in said.words)
    kind, amount, number = _figure(found)
    return any(
        amount == other_amount if kind == other else number == other_number
        for other, other_amount, other_number in said.figures
        if kind == other or not kind or not other
    )


def _figure(found: re.Match[str]) -> _Figure:
    number = Decimal(found["number"].replace(",", ""))
    named = (found["measure"] or found["before"] or "").strip().upper()
    if not named:
        return "", number, number
    kind, times = _MEASURES[named]
    return kind, number * times, number


def _word(text: str) -> str:
    """In capitals, without the s of a plural."""
    word = text.upper().replace("’", "'")
    return word.removesuffix("S") if len(word) > 3 else word


def _alike(one: str, other: str) -> bool:
    """The same word, or one is short for the other: GLV, NITR, MED."""
    short, long = sorted((one, other), key=len)
    return short == long or (
        len(short) >= _FEWEST_LETTERS
        and short[0] == long[0]
        and _stands_in(short, long)
    )


def _stands_in(short: str, long: str) -> bool:
    """Whether the letters of the one stand in the other in their order."""
    letters = iter(long)
    return all(letter in letters for letter in short)
