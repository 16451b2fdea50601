"""Whether a sign-off round adopts: which trusts have answered, how many approve. Pure.

A vote that an interest took away counts for nothing; silence is no answer. A trust has
weight once it approves or objects: one more approval never undoes an adoption.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import Any

from procurement.signoff.votes import Place, Rule, SeatKind, Vote

OUTCOME = (  # what a record keeps of a count besides its fields
    *("eligible", "answered", "answers_needed", "quorum", "is_quorate"),
    *("approving", "objecting", "exempt", "approvals_needed", "approval"),
    *("is_adopted", "stops"),
)


class Position(StrEnum):
    """Where a trust stands."""

    APPROVES = "APPROVES"
    OBJECTS = "OBJECTS"
    EXEMPT = "EXEMPT"
    WAITING = "WAITING"


@dataclass(frozen=True, slots=True)
class TrustLine:
    """How one trust stands: its required seats, and its votes that count."""

    place: Place
    filled: tuple[SeatKind, ...]
    missing: tuple[SeatKind, ...]
    approvals: int
    objections: int
    exemptions: int
    blocking: tuple[str, ...]  # the name, or "", of each whose objection blocks
    has_independent: bool  # somebody who wrote none of it decided

    @property
    def is_complete(self) -> bool:
        return self.has_independent and not self.missing

    @property
    def is_answered(self) -> bool:
        return self.is_complete or self.exemptions > 0

    @property
    def position(self) -> Position:
        if self.place.is_exempted:
            return Position.EXEMPT
        if self.is_complete and self.approvals > self.objections:
            return Position.APPROVES
        if self.objections:
            return Position.OBJECTS
        if self.exemptions and not self.approvals:
            return Position.EXEMPT
        return Position.WAITING

    @property
    def needs(self) -> str:
        """What the trust has yet to do, as a sentence; "" for nothing."""
        if self.is_complete or self.position == Position.EXEMPT:
            return ""
        seats = [f"a {seat.label}" for seat in self.missing]
        *others, last = seats or ["somebody who wrote none of it to decide"]
        wanted = f"{', '.join(others)} and {last}" if others else last
        return f"{self.place.name} still needs {wanted}."


@dataclass(frozen=True, slots=True)
class Count:
    """A round as it was counted. What it comes to follows from these fields alone."""

    rule: Rule
    chair_approves: bool
    lines: tuple[TrustLine, ...]  # a line for each trust that takes part
    professions: tuple[str, ...]  # of those whose votes count
    conflicted: tuple[str, ...]  # persons whose votes count for nothing
    abstained: tuple[str, ...]  # persons
    has_independent_approval: bool  # somebody who wrote none of it approves

    def standing(self, position: Position) -> int:
        return sum(line.position == position for line in self.lines)

    @property
    def eligible(self) -> int:
        return len(self.lines)

    @property
    def answered(self) -> int:
        return sum(line.is_answered for line in self.lines)

    @property
    def answers_needed(self) -> int:
        return ceil(self.rule.trusts_share * self.eligible)

    @property
    def approving(self) -> int:
        return self.standing(Position.APPROVES)

    @property
    def objecting(self) -> int:
        return self.standing(Position.OBJECTS)

    @property
    def exempt(self) -> int:
        return self.standing(Position.EXEMPT)

    @property
    def deciding(self) -> int:
        """The trusts that weigh in the threshold."""
        return self.approving + self.objecting

    @property
    def approvals_needed(self) -> int:
        share = self.rule.threshold * self.deciding
        return floor(share) + 1 if self.rule.is_strict else ceil(share)

    @property
    def quorum(self) -> Fraction:
        return Fraction(self.answered, self.eligible or 1)

    @property
    def approval(self) -> Fraction:
        return Fraction(self.approving, self.deciding or 1)

    @property
    def is_quorate(self) -> bool:
        return not [*_why_not_answered(self), *_why_not_mixed(self)]

    @property
    def is_adopted(self) -> bool:
        return not self.stops

    @property
    def stops(self) -> tuple[str, ...]:
        """Why it is not adopted, the hardest first, each once; empty if it is."""
        rules = (_what_blocks, _why_not_answered, _why_not_mixed, _why_not_approved)
        reasons = [reason for rule in rules for reason in rule(self)]
        if self.rule.needs_chair and not self.chair_approves:
            reasons.append("The chair has not approved.")
        return tuple(dict.fromkeys(reasons))


def count(
    rule: Rule, places: Sequence[Place], votes: Collection[Vote], chair_approves: bool
) -> Count:
    """Count a round. ValueError on a trust named twice, a person who votes twice, and a
    vote for a trust that takes no part."""
    trusts = _each_once(place.trust for place in places)
    _each_once(vote.person for vote in votes)
    if strangers := {vote.trust for vote in votes} - trusts:
        raise ValueError(f"No part takes {', '.join(sorted(strangers))}.")
    return Count(
        rule,
        chair_approves,
        lines=tuple(_line(rule, place, votes) for place in places),
        professions=tuple(sorted({v.profession for v in votes if v.counts} - {""})),
        conflicted=tuple(sorted(v.person for v in votes if v.is_conflicted)),
        abstained=tuple(sorted(v.person for v in votes if v.abstains)),
        has_independent_approval=any(v.approves and not v.is_drafter for v in votes),
    )


def as_record(counted: Count) -> dict[str, Any]:
    """The count and its rule for JSON, to be kept; shares as "2/3"."""
    lines = [_with(line, "position", "is_answered", "needs") for line in counted.lines]
    return _with(counted, *OUTCOME) | {"lines": lines}


def _line(rule: Rule, place: Place, votes: Iterable[Vote]) -> TrustLine:
    own = [vote for vote in votes if vote.trust == place.trust]
    filled = [seat for seat in rule.required_seats if any(v.fills(seat) for v in own)]
    return TrustLine(
        place,
        filled=tuple(filled),
        missing=tuple(seat for seat in rule.required_seats if seat not in filled),
        approvals=sum(vote.approves for vote in own),
        objections=sum(vote.objects for vote in own),
        exemptions=sum(vote.exempts for vote in own),
        blocking=tuple(sorted(vote.name for vote in own if vote.blocks)),
        has_independent=any(vote.counts and not vote.is_drafter for vote in own),
    )


def _what_blocks(counted: Count) -> Iterator[str]:
    for line in counted.lines:
        for name in line.blocking:
            who = f"{name} of {line.place.name}" if name else line.place.name
            yield f"{who} objects, and it is not resolved."


def _why_not_answered(counted: Count) -> Iterator[str]:
    if not counted.lines:
        yield "No trust takes part."
    if counted.answered < counted.answers_needed:
        trusts = f"{counted.answered} of {counted.eligible} trusts"
        yield f"{trusts} have answered; {_are(counted.answers_needed)} needed."
        yield from (line.needs for line in counted.lines if not line.is_answered)


def _why_not_mixed(counted: Count) -> Iterator[str]:
    mixed, needed = len(counted.professions), counted.rule.least_professions
    if mixed < needed:
        have = "profession has" if mixed == 1 else "professions have"
        yield f"{mixed} {have} taken part; {_are(needed)} needed."


def _why_not_approved(counted: Count) -> Iterator[str]:
    if not counted.approving:
        yield "No trust approves."
        yield from (line.needs for line in counted.lines if line.needs)
    elif counted.approving < counted.approvals_needed:
        approve = "approves" if counted.approving == 1 else "approve"
        needed = _are(counted.approvals_needed)
        trusts = f"{counted.deciding} trusts that approve or object"
        yield f"Of {trusts}, {counted.approving} {approve}; {needed} needed."
    if counted.approving and not counted.has_independent_approval:
        yield "Nobody besides who wrote it approves."


def _are(number: int) -> str:
    return f"{number} {'is' if number == 1 else 'are'}"


def _each_once(codes: Iterable[str]) -> set[str]:
    times = Counter(codes)
    if twice := sorted(code for code, number in times.items() if number > 1):
        raise ValueError(f"Named twice: {', '.join(twice)}.")
    return set(times)


def _with(row: Count | TrustLine, *worked_out: str) -> dict[str, Any]:
    """The fields of `row` and what it works out, as JSON has them."""
    return _plain(asdict(row) | {name: getattr(row, name) for name in worked_out})


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
