"""What each role finds on the first page: one desk each.

`on` is the day as at which the live gaps stand, None before there were any. Values are
pounds a year of gaps, else pounds ex VAT.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from catalogue.purchases.models import Import
from catalogue.spend.summaries import Completeness
from procurement.adoption.models import Adoption
from procurement.adoption.waiting import ToDo
from procurement.gaps.summaries import Worth
from procurement.home.bars import Bar
from procurement.home.best import Best
from procurement.home.changes import Changes
from procurement.home.events import Event
from procurement.home.imports import (
    Imports,
    TakenIn,
)
from procurement.home.spending import Everybodys, Own
from procurement.home.working import MyWork
from procurement.league.models import Release
from procurement.review.progress import Desk as Review
from procurement.savings.leak_reading import OwnedLeak
from procurement.savings.month_progress import TrustMonth
from procurement.savings.month_reading import Count
from procurement.savings.waiting import PartsWaiting
from procurement.signoff.duties import Duties
from procurement.signoff.waiting import Waiting
from trusts.restating import Choice
from trusts.summaries import PeopleFigures

SAVERS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Buying:
    """Procurement lead and buyer: `new` are the gaps found from `since` on, `changes`
    what the newest import did; `left` says how much is with people who left,
    `preview` is a league table in which the trust’s figures can be challenged."""

    template: ClassVar = "home/buying.html"

    on: date | None
    worth: Worth
    new: Worth
    since: date
    freshness: Completeness | None
    best: list[Best]
    own: Own
    imports: Imports
    changes: Changes | None
    people: PeopleFigures | None
    review: Review
    parts: PartsWaiting
    leak: OwnedLeak | None
    today: date
    work: MyWork
    left: str
    preview: Release | None
    duties: Duties
    adoptions: list[ToDo]

    @property
    def has_begun(self) -> bool:
        """Whether the trust has given anything yet."""
        return bool(self.imports.newest or self.own.newest)


@dataclass(frozen=True, slots=True)
class Confirming:
    """Trust finance: months of savings that wait to be confirmed and those that ask
    again, parts that go on though the trust is not live (`to_close`), the trust's
    worth and what moved it this month."""

    template: ClassVar = "home/confirming.html"

    on: date | None
    worth: Worth
    freshness: Completeness | None
    since: date
    changes: Changes
    own: Own
    parts: PartsWaiting
    waiting: Count
    again: Count
    to_close: list[Adoption]
    preview: Release | None


@dataclass(frozen=True, slots=True)
class Judging:
    """Clinical reviewer and chair: what waits for them. No money, and nothing that
    depends on it."""

    template: ClassVar = "home/judging.html"

    waiting: list[Waiting]
    duties: Duties
    adoptions: list[ToDo]


@dataclass(frozen=True, slots=True)
class Stewarding:
    """Data steward: what waits to be put right, by money; no trusts side by side."""

    template: ClassVar = "home/stewarding.html"

    imports: Imports
    with_rejected_rows: list[Import]
    on: date
    trusts: Everybodys
    review: Review


@dataclass(frozen=True, slots=True)
class Leading:
    """Regional lead: the region's worth, trust by trust, and what moved it; `savers`
    are how far trusts are with confirming `last_month`."""

    template: ClassVar = "home/leading.html"

    on: date | None
    worth: Worth
    bars: list[Bar]
    restating: Choice
    freshness: Completeness | None
    trusts: Everybodys
    taken_in: TakenIn
    since: date
    changes: Changes
    people: PeopleFigures | None
    review: Review
    last_month: date
    savers: list[TrustMonth]
    duties: Duties

    @property
    def savers_done(self) -> int:
        """How many of the trusts with savings have confirmed last month."""
        return sum(each.is_done for each in self.savers)

    @property
    def savers_open(self) -> list[TrustMonth]:
        """The first of those that have not."""
        return [each for each in self.savers if not each.is_done][:SAVERS_SHOWN]

    @property
    def savers_more(self) -> int:
        return len(self.savers) - self.savers_done - len(self.savers_open)


@dataclass(frozen=True, slots=True)
class Administering:
    """Administrator: people and organisations, no prices."""

    template: ClassVar = "home/administering.html"

    organisations: int
    people: PeopleFigures | None


@dataclass(frozen=True, slots=True)
class Auditing:
    """Auditor: what was done last, which files left, and what the figures are."""

    template: ClassVar = "home/auditing.html"

    on: date | None
    worth: Worth
    freshness: Completeness | None
    exports: list[Event]
    events: list[Event]


@dataclass(frozen=True, slots=True)
class Supporting:
    """Council officer: suppliers to look up, no money."""

    template: ClassVar = "home/supporting.html"


type Desk = (
    Buying
    | Confirming
    | Judging
    | Stewarding
    | Leading
    | Administering
    | Auditing
    | Supporting
)
