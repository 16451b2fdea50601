"""Savings by stage, added up under names. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, Protocol

STAGES = ("realised", "agreed", "identified")
NOTHING = Decimal()


@dataclass(slots=True)
class Stage:
    """Pounds of one stage: what falls in the year, what twelve months bring, and what
    of the year is cost avoidance, which is in neither."""

    in_year: Decimal = NOTHING
    full_year: Decimal = NOTHING
    avoided: Decimal = NOTHING

    def add(self, other: "Stage") -> None:
        self.in_year += other.in_year
        self.full_year += other.full_year
        self.avoided += other.avoided


class Counted(Protocol):
    """Pounds of one stage, as figures of savings answer them."""

    @property
    def stage(self) -> str: ...
    @property
    def cash_releasing(self) -> Decimal: ...
    @property
    def cost_avoidance(self) -> Decimal: ...
    @property
    def waiting(self) -> Decimal: ...
    @property
    def leakage(self) -> Decimal: ...


@dataclass(slots=True)
class Sums:
    """The three stages of something; a pound is in exactly one of them. `waiting` is
    what order lines say of agreed months that finance has not confirmed, in pounds;
    `leakage` what was paid above agreed prices."""

    realised: Stage = field(default_factory=Stage)
    agreed: Stage = field(default_factory=Stage)
    identified: Stage = field(default_factory=Stage)
    waiting: Decimal = NOTHING
    leakage: Decimal = NOTHING

    def of(self, stage: str) -> Stage:
        return getattr(self, stage.lower())

    def add(self, other: "Sums") -> None:
        self.realised.add(other.realised)
        self.agreed.add(other.agreed)
        self.identified.add(other.identified)
        self.waiting += other.waiting
        self.leakage += other.leakage

    def count(self, pound: Counted) -> None:
        """Add pounds of one stage, of the year."""
        stage = self.of(pound.stage)
        stage.in_year += pound.cash_releasing
        stage.avoided += pound.cost_avoidance
        self.waiting += pound.waiting
        self.leakage += pound.leakage

    @property
    def in_year(self) -> tuple[Decimal, Decimal, Decimal]:
        return self.realised.in_year, self.agreed.in_year, self.identified.in_year

    @property
    def whole(self) -> Decimal:
        return sum(self.in_year, NOTHING)

    @property
    def avoided(self) -> Decimal:
        return sum((self.of(name).avoided for name in STAGES), NOTHING)


class Row(NamedTuple):
    """A line of a table: what it is of, its figures, and where it leads."""

    name: str
    sums: Sums
    url: str = ""
    note: str = ""


def sum_of(several: Iterable[Sums]) -> Sums:
    total = Sums()
    for each in several:
        total.add(each)
    return total
