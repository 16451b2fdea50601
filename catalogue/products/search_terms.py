"""What was typed into the search box, as the queries of a full-text index. Pure.

A query is text in PostgreSQL's own notation: 'GLOVE':* & ('14CH' | '14':*).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_WORDS = 8  # of a search that count: its longest
MOST_PIECES = 4  # of a word that count: its longest
MOST_FORMS = 12  # words of the catalogue that one piece may stand for
LONGEST_WORD = 60  # characters, as the database keeps them
# What stands behind a number in the catalogue: 14 is 14 Ch, 14 mm, ...
_UNITS = (
    *("CH", "MM", "CM", "M", "ML", "L", "G", "MG", "KG", "MCG", "CC"),
    *("DM", "CL", "DL", "PLY", "IN", "INCH"),
)
_SHORT_NUMBER = 2
_SINGULAR_FROM = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a word between two signs. `is_known` says that some word of the
    catalogue begins so; `inside` and `near` are others that may be meant by it."""

    text: str
    is_known: bool = True
    inside: tuple[str, ...] = ()
    near: tuple[str, ...] = ()

    def exact(self) -> tuple[str, ...]:
        """The piece as it is, in the singular, or as a number with some unit."""
        ways = [self.text]
        if self.text.isdigit():
            ways += [self.text + unit for unit in _UNITS]
        elif len(self.text) > _SINGULAR_FROM and self.text.endswith("S"):
            ways.append(self.text[:-1])
        return tuple(map(quoted, ways))

    def begins(self) -> tuple[str, ...]:
        """Also what begins with the piece: too many things do with a single letter,
        or with two digits."""
        short = _SHORT_NUMBER if self.text.isdigit() else 1
        if len(self.text) <= short:
            return self.exact()
        return (*self.exact(), f"{quoted(self.text)}:*")

    def about(self) -> tuple[str, ...]:
        """Also what it may have been meant to be."""
        meant = (*self.inside, *self.near)[:MOST_FORMS]
        return (*self.begins(), *map(quoted, meant))


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed; `whole` is without its signs."""

    text: str
    whole: str
    pieces: tuple[Piece, ...]

    def exact(self) -> str:
        return self._query([p.exact() for p in self.pieces])

    def begins(self) -> str:
        return self._query([p.begins() for p in self.pieces], self._beginning())

    def about(self) -> str:
        return self._query([p.about() for p in self.pieces], self._beginning())

    def _beginning(self) -> tuple[str, ...]:
        return (f"{quoted(self.whole)}:*",) if len(self.whole) > _SHORT_NUMBER else ()

    def _query(
        self, pieces: list[tuple[str, ...]], besides: tuple[str, ...] = ()
    ) -> str:
        """The word as typed, or one way of each of its pieces; every way once."""
        plain = (quoted(self.text), quoted(self.whole), *besides)
        if len(pieces) == 1:
            return any_of([*plain, *pieces[0]])
        return any_of([*plain, all_of(map(any_of, pieces))])

    @property
    def read_as(self) -> tuple[str, ...]:
        """Spellings that stand in for the word, where none begins as it does."""
        return tuple(w for p in self.pieces if not p.is_known for w in p.near)


def quoted(word: str) -> str:
    plain = word[:LONGEST_WORD].replace("\\", "\\\\").replace("'", "''")
    return f"'{plain}'"


def any_of(queries: Iterable[str]) -> str:
    return _joined(queries, " | ")


def all_of(queries: Iterable[str]) -> str:
    return _joined(queries, " & ")


def _joined(queries: Iterable[str], sign: str) -> str:
    several = list(dict.fromkeys(queries))
    return several[0] if len(several) == 1 else f"({sign.join(several)})"


def broad(words: Sequence[Word], *, without: int = 0) -> str:
    """Products that have all of the words; or, `without` so many, that may have the
    rest: of any one word more than those they have at least one. Each word is in the
    query once, the longest first, as they are the rarest."""
    rarest = sorted(words, key=lambda word: -len(word.whole))
    several = without + 1
    groups = [
        rarest[start : start + several]
        for start in range(0, len(words) - without, several)
    ]
    return all_of(any_of(word.about() for word in group) for group in groups)
