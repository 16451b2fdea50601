"""What goes into the count of a sign-off round: the rule, the trusts and their votes.

No database, clock or request; fractions, never floats.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Tier(StrEnum):
    """How much harm a wrong choice can do; it decides the rule."""

    LOW = "LOW"
    MODERATE = "MODERATE"
    HIGH = "HIGH"


class SeatKind(StrEnum):
    """In which capacity somebody decides for their trust."""

    REVIEWER = "REVIEWER"  # anybody is one: where it is required, any seat fills it
    SPECIALTY_REVIEWER = "SPECIALTY_REVIEWER"
    SPECIALIST_LEAD = "SPECIALIST_LEAD"
    CLINICAL_LEAD = "CLINICAL_LEAD"
    SAFETY_OFFICER = "SAFETY_OFFICER"
    QUALITY_EXECUTIVE = "QUALITY_EXECUTIVE"

    @property
    def label(self) -> str:
        """In words, to stand after "a"."""
        return SEAT_LABELS[self]


SEAT_LABELS = {
    SeatKind.REVIEWER: "clinical reviewer",
    SeatKind.SPECIALTY_REVIEWER: "specialty reviewer",
    SeatKind.SPECIALIST_LEAD: "consultant or specialist lead",
    SeatKind.CLINICAL_LEAD: "trust clinical lead",
    SeatKind.SAFETY_OFFICER: "medical device safety officer",
    SeatKind.QUALITY_EXECUTIVE: "medical director or chief nurse",
}


class VoteKind(StrEnum):
    APPROVE = "APPROVE"
    APPROVE_WITH_CONDITIONS = "APPROVE_WITH_CONDITIONS"
    OBJECT_BLOCKING = "OBJECT_BLOCKING"
    OBJECT_ADVISORY = "OBJECT_ADVISORY"
    ABSTAIN = "ABSTAIN"
    EXEMPT = "EXEMPT"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a tier asks for; `number` is the version of the rule.

    Of the trusts that take part `trusts_share` have to answer, `least_professions` in
    all, and of those that approve or object `threshold` have to approve, or more than
    that if `is_strict`. ValueError on shares that everybody or nobody reaches.
    """

    required_seats: tuple[SeatKind, ...]  # in each trust
    trusts_share: Fraction
    threshold: Fraction
    is_strict: bool = False
    least_professions: int = 0
    needs_chair: bool = False
    number: int = 1

    def __post_init__(self) -> None:
        if not (0 < self.trusts_share <= 1 and 0 < self.threshold <= 1):
            raise ValueError("A share is more than nought and at most 1.")
        if self.is_strict and self.threshold == 1:
            raise ValueError("No share is more than 1.")


DEFAULT_RULES = {
    Tier.LOW: Rule(
        (SeatKind.REVIEWER,),
        trusts_share=Fraction(1, 2),
        threshold=Fraction(1, 2),
        is_strict=True,
    ),
    Tier.MODERATE: Rule(
        (SeatKind.SPECIALTY_REVIEWER, SeatKind.CLINICAL_LEAD),
        trusts_share=Fraction(2, 3),
        threshold=Fraction(2, 3),
        least_professions=3,
    ),
    Tier.HIGH: Rule(
        (
            SeatKind.SPECIALIST_LEAD,
            SeatKind.CLINICAL_LEAD,
            SeatKind.SAFETY_OFFICER,
            SeatKind.QUALITY_EXECUTIVE,
        ),
        trusts_share=Fraction(3, 4),
        threshold=Fraction(3, 4),
        needs_chair=True,
    ),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A trust that takes part: its code, and its name for sentences."""

    trust: str
    name: str
    is_exempted: bool = False  # the chair left it out to settle its objection


@dataclass(frozen=True, slots=True)
class Vote:
    """What one person decided, for one trust and in one seat.

    `is_conflicted`: the chair took the vote away because of a declared interest.
    `is_resolved`: a blocking objection that its author let go, that was dismissed on
    appeal or settled by exempting the trust. `name` is for sentences, if given.
    """

    trust: str
    person: str
    seat: SeatKind
    profession: str
    kind: VoteKind
    is_conflicted: bool = False
    is_resolved: bool = False
    is_drafter: bool = False  # wrote something of the version
    name: str = ""

    @property
    def abstains(self) -> bool:
        return self.kind == VoteKind.ABSTAIN and not self.is_conflicted

    @property
    def counts(self) -> bool:
        return self.kind != VoteKind.ABSTAIN and not self.is_conflicted

    @property
    def approves(self) -> bool:
        return self.counts and self.kind in APPROVALS

    @property
    def objects(self) -> bool:
        return self.counts and self.kind in OBJECTIONS

    @property
    def exempts(self) -> bool:
        return self.counts and self.kind == VoteKind.EXEMPT

    @property
    def blocks(self) -> bool:
        is_blocking = self.counts and self.kind == VoteKind.OBJECT_BLOCKING
        return is_blocking and not self.is_resolved

    def fills(self, seat: SeatKind) -> bool:
        return self.counts and seat in (SeatKind.REVIEWER, self.seat)


APPROVALS = {VoteKind.APPROVE, VoteKind.APPROVE_WITH_CONDITIONS}
OBJECTIONS = {VoteKind.OBJECT_BLOCKING, VoteKind.OBJECT_ADVISORY}
