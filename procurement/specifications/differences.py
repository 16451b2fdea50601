"""What changed between two texts, word by word, for people to see."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, came or went: `how` is "", "added" or "removed"."""

    text: str
    how: str = ""


def pieces(before: str, after: str) -> list[Piece]:
    """The later text with what came and what went in between, in reading order."""
    return list(_pieces(_WORDS.findall(before), _WORDS.findall(after)))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for how, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if how == "equal":
            yield Piece("".join(new[new_from:new_to]))
            continue
        if old_to > old_from:
            yield Piece("".join(old[old_from:old_to]), "removed")
        if new_to > new_from:
            yield Piece("".join(new[new_from:new_to]), "added")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, which empty lines part."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    found = (each.strip() for each in re.split(r"\n[ \t]*\n", lines))
    return [each for each in found if each]
