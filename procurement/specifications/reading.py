"""A version as people read it: its paragraphs, what changed, how long it takes.

All of it is made from the one content that a signature covers (`content.content_of`, or
a frozen text), so that what is on the screen is what the hash is of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from math import ceil
from typing import Any

from procurement.specifications.differences import Piece, paragraphs, pieces
from procurement.specifications.models import Heading

WORDS_A_MINUTE = 230

CHANGED, ADDED, REMOVED = "changed", "added", "removed"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `number` counts from 1 in the text as it is, and is None for one
    that was taken out."""

    heading: str
    number: int | None
    anchor: str
    pieces: list[Piece]
    how: str = ""

    @property
    def about(self) -> str:
        return f"{Heading(self.heading).label}, paragraph {self.number}"

    @property
    def query(self) -> str:
        """What stands in the address of a comment on it."""
        return f"?heading={self.heading}&paragraph={self.number}"


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    label: str
    paragraphs: list[Paragraph]


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion, a product or a paper, with what became of it."""

    said: dict[str, Any]
    anchor: str
    how: str = ""
    before: dict[str, Any] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)

    @property
    def about(self) -> str:
        return f"criterion {self.said['position']}"

    @property
    def query(self) -> str:
        """What stands in the address of a comment on it, where it is a criterion."""
        return f"?criterion={self.said['position']}"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the list of changes, and where it stands on the page."""

    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    sections: list[Section]
    criteria: list[Row]
    products: list[Row]
    evidence: list[Row]
    changes: list[Change]
    what_changed: list[Piece]  # in what the ward is told; empty where it is the same
    words: int

    @property
    def minutes(self) -> int:
        return minutes_of(self.words)


def reading_of(content: dict[str, Any], before: dict[str, Any] | None) -> Reading:
    """The content beside the one before it; None where there was none."""
    texts = (before or content)["texts"]
    sections = [
        Section(
            each.value,
            each.label,
            _paragraphs(each.value, texts[each.value], content["texts"][each.value]),
        )
        for each in Heading
    ]
    criteria, products, evidence = (
        list(_rows(kind, (before or content)[kind], content[kind]))
        for kind in ("criteria", "products", "evidence")
    )
    return Reading(
        sections=sections,
        criteria=criteria,
        products=products,
        evidence=evidence,
        changes=[*_of_text(sections), *_of_rows(criteria, products, evidence)],
        what_changed=_of_ward((before or content)["what_changes"], content),
        words=words_of(
            [content["what_changes"], *content["texts"].values()]
            + [each["text"] for each in content["criteria"]]
        ),
    )


def _of_ward(before: str, content: dict[str, Any]) -> list[Piece]:
    after = content["what_changes"]
    return [] if before == after else pieces(before, after)


def words_of(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)


def minutes_of(words: int) -> int:
    """How many minutes the words take to read, at least one."""
    return max(1, ceil(words / WORDS_A_MINUTE))


def _paragraphs(heading: str, before: str, after: str) -> list[Paragraph]:
    old, new = paragraphs(before), paragraphs(after)
    found = []
    for place, (was, now) in enumerate(_aligned(old, new)):
        how = _how(was, now)
        found.append(
            Paragraph(
                heading=heading,
                number=None if now is None else now + 1,
                anchor=f"{heading}-{now + 1}"
                if now is not None
                else f"{heading}-x{place}",
                pieces=pieces(
                    "" if was is None else old[was], "" if now is None else new[now]
                ),
                how=how or (CHANGED if old[was or 0] != new[now or 0] else ""),
            )
        )
    return found


# What a row is known by, so that the same one is found again.
_KEYS = {"criteria": "text", "products": "product", "evidence": "sha256"}


def _rows(kind: str, before: list[dict], after: list[dict]) -> Iterator[Row]:
    key = _KEYS[kind]
    old, new = [each[key] for each in before], [each[key] for each in after]
    for place, (was, now) in enumerate(_aligned(old, new, pairs=kind == "criteria")):
        then = before[was] if was is not None else {}
        said = after[now] if now is not None else then
        how = _how(was, now)
        if not how and _compared(then) != _compared(said):
            how = CHANGED
        words = how == CHANGED and kind == "criteria"
        yield Row(
            said,
            anchor=f"{kind}-{now + 1}" if now is not None else f"{kind}-x{place}",
            how=how,
            before=then,
            pieces=pieces(then["text"], said["text"]) if words else [],
        )


def _compared(row: dict[str, Any]) -> dict[str, Any]:
    """What it says, wherever it stands. What the first form of a content did not say of
    a product meant that a use takes one each."""
    said = {name: each for name, each in row.items() if name != "position"}
    return {"eaches_per_use": "1"} | said


def _how(was: int | None, now: int | None) -> str:
    if was is None:
        return ADDED
    return REMOVED if now is None else ""


def _aligned(
    old: Sequence[Any], new: Sequence[Any], *, pairs: bool = True
) -> Iterator[tuple[int | None, int | None]]:
    """Places in the old and the new list that belong together, in reading order; with
    `pairs` what was put in the place of something else belongs to that."""
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for _, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        was, now = list(range(old_from, old_to)), list(range(new_from, new_to))
        both = min(len(was), len(now))
        if not pairs and list(old[old_from:old_to]) != list(new[new_from:new_to]):
            both = 0
        yield from zip(was[:both], now[:both], strict=True)
        yield from ((each, None) for each in was[both:])
        yield from ((None, each) for each in now[both:])


def _of_text(sections: list[Section]) -> Iterator[Change]:
    for section in sections:
        for each in section.paragraphs:
            if each.how:
                yield Change(
                    each.anchor, f"{section.label}: a paragraph {_WAS[each.how]}"
                )


def _of_rows(
    criteria: list[Row], products: list[Row], evidence: list[Row]
) -> Iterator[Change]:
    for name, rows in (
        ("a criterion", criteria),
        ("a product", products),
        ("a paper", evidence),
    ):
        for each in rows:
            if each.how:
                yield Change(each.anchor, f"{name.capitalize()} {_WAS[each.how]}")


_WAS = {CHANGED: "was changed", ADDED: "came in", REMOVED: "was taken out"}
