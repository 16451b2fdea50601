"""Under which organisation another's figures stand on a day, and why, in words.

A figure belongs to the organisation whose order lines it is made of. Restated, that of
one that merged or was acquired stands under the organisation that carries it on, step
by step to the last. A part that was split off cannot be told from the rest in the
order lines: it is named and not divided.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

MERGED, ACQUIRED, SPLIT = "merged", "acquired", "split"
WHOLE = (MERGED, ACQUIRED)

_PASSED_ON = {MERGED: "merged into", ACQUIRED: "was acquired by"}

_CIRCLE = "The successions on record lead in a circle, so its figures stay under it."
_SEVERAL = (
    "Several successors of the whole are on record, so its figures stay under it."
)


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation, by its code and what it is called."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Passing:
    """One organisation's work, or a part of it, passing to another on a day."""

    predecessor: Place
    successor: Place
    on: date
    kind: str

    @property
    def words(self) -> str:
        """`Old Trust merged into New Trust on 1 October 2021`."""
        before, after = self.predecessor.name, self.successor.name
        if self.kind == SPLIT:
            return f"A part of {before} went to {after} on {day_in_words(self.on)}"
        return f"{before} {_PASSED_ON[self.kind]} {after} on {day_in_words(self.on)}"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one organisation's figures stand, restated as at a day.

    `under` is the organisation itself where nobody carries on the whole of it. `steps`
    lead there; `parts` are what was split off on the way; `why_stays` says what is
    wrong with the record where that keeps the figures where they are.
    """

    organisation: Place
    under: Place
    steps: tuple[Passing, ...] = ()
    parts: tuple[Passing, ...] = ()
    why_stays: str = ""

    @property
    def is_restated(self) -> bool:
        return self.under.code != self.organisation.code

    @property
    def words(self) -> str:
        """Sentences for whoever reads a restated figure; empty where it says nothing.

        That an organisation gave a part away is said of every one that did.
        """
        said = [f"{each.words}." for each in (*self.steps, *self.parts)]
        if self.why_stays:
            said.append(self.why_stays)
        if self.is_restated:
            said.append(f"Its figures stand under {self.under.name}.")
        if self.parts:
            said.append(
                "Order lines do not say which part they belong to, so the part is not "
                "divided off."
            )
        return " ".join(said)


@dataclass(frozen=True, slots=True)
class Restating:
    """Where every organisation's figures stand, restated as at `on`."""

    on: date
    standings: dict[str, Standing] = field(default_factory=dict)

    def under(self, code: str, name: str) -> Place:
        """Where the figures of the organisation with this code and name stand."""
        standing = self.standings.get(code)
        return standing.under if standing else Place(code, name)

    def codes_under(self, code: str) -> list[str]:
        """The organisation and all whose figures stand under it; none where its own
        stand under another."""
        own = self.standings.get(code)
        others = [
            each.organisation.code
            for each in self.standings.values()
            if each.is_restated and each.under.code == code
        ]
        return sorted(others) if own and own.is_restated else sorted({code, *others})

    def makes_difference(self, codes: Iterable[str]) -> bool:
        """Whether a figure of one of these organisations would stand elsewhere."""
        return any(
            self.standings[code].is_restated for code in codes if code in self.standings
        )

    def words(self, codes: Iterable[str]) -> list[str]:
        """What to say beside figures of these organisations, by their names."""
        found = [self.standings[code] for code in set(codes) if code in self.standings]
        by_name = sorted(found, key=lambda each: each.organisation.name)
        return [each.words for each in by_name if each.words]


def restate(passings: Iterable[Passing], *, on: date) -> Restating:
    """Say where figures stand as at a day. What passes later does not count yet."""
    leaving: dict[str, list[Passing]] = defaultdict(list)
    for each in sorted(passings, key=lambda each: (each.on, each.successor.code)):
        if each.on <= on:
            leaving[each.predecessor.code].append(each)
    return Restating(
        on,
        {
            code: _standing(left[0].predecessor, leaving)
            for code, left in leaving.items()
        },
    )


def leads_to(start: str, goal: str, pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether pairs of predecessor and successor lead from one code to another."""
    nexts: dict[str, set[str]] = defaultdict(set)
    for predecessor, successor in pairs:
        nexts[predecessor].add(successor)
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        waiting += nexts[here] - seen
        seen |= nexts[here]
    return False


def day_in_words(day: date) -> str:
    """1 October 2021."""
    return f"{day.day} {day:%B} {day.year}"


def _standing(start: Place, leaving: dict[str, list[Passing]]) -> Standing:
    here, steps, parts, seen = start, [], [], {start.code}
    while left := leaving.get(here.code):
        parts += [each for each in left if each.kind == SPLIT]
        whole = [each for each in left if each.kind in WHOLE]
        if not whole:
            break
        step, *others = whole
        if others:
            return Standing(start, start, parts=tuple(parts), why_stays=_SEVERAL)
        if step.successor.code in seen:
            return Standing(start, start, parts=tuple(parts), why_stays=_CIRCLE)
        steps.append(step)
        here = step.successor
        seen.add(here.code)
    return Standing(start, here, tuple(steps), tuple(parts))
