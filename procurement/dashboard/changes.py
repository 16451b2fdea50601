"""What has changed since last month and why, and where nothing has moved for long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from procurement.dashboard import queries
from procurement.dashboard.parts import Part, PartSteps, steps_of_parts
from procurement.dashboard.reading import Reading, at_start_of, rows_of
from procurement.savings.models import SavingStage
from procurement.savings.years import month_of, months_after

STUCK_AFTER = timedelta(days=30)
SHOWN = 8  # changes; what is smaller is in the lists they lead to
SHOWN_STUCK = 20
WORDS = {
    "AGREED": "agreed by finance, in a full year",
    "REALISED": "confirmed",
    "CORRECTED": "confirmed, months put right among them",
    "LAPSED": "given up, in a full year",
    "LEAKED": "paid above the agreed price last month",
}


class Move(NamedTuple):
    """Pounds that a part, by its number, gained or lost, and how."""

    part: int
    amount: Decimal
    what: str


@dataclass(frozen=True, slots=True)
class Change:
    """A move as it is shown."""

    part: Part
    trust: str
    amount: Decimal
    what: str

    @property
    def words(self) -> str:
        return WORDS[self.what]


@dataclass(frozen=True, slots=True)
class Stuck:
    """A part without a step for long: pounds of a full year, and what comes next."""

    part: Part
    trust: str
    days: int
    full_year: Decimal
    next_step: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What changed, the largest first. Of the `all_stuck` parts that stand still, which
    come to `stuck_worth` pounds in a full year, the most valuable."""

    changes: list[Change]
    stuck: list[Stuck]
    all_stuck: int
    stuck_worth: Decimal


def standing_of(reading: Reading, *, at: datetime) -> Standing:
    """What changed since the month under way began, and running parts on which nothing
    was done for 30 days."""
    since = at_start_of(month_of(reading.place.on), timezone.localtime(at))
    still_since = at - STUCK_AFTER
    steps = _steps(reading, since=since, still_since=still_since)
    moves = [*_stepped(reading, steps, since), *_counted(reading, since)]
    moves.sort(key=lambda move: (-abs(move.amount), move.part))
    worth = {
        each.pk: _full_year(reading, each.pk)
        for each in steps
        if each.is_running and each.moved_at < still_since
    }
    largest = sorted(worth, key=lambda pk: (-worth[pk], pk))[:SHOWN_STUCK]
    shown = moves[:SHOWN]
    parts = reading.parts_numbered({*largest, *(move.part for move in shown)})
    return Standing(
        changes=[_change(reading, parts[move.part], move) for move in shown],
        stuck=[_stuck(reading, parts[pk], worth[pk], at=at) for pk in largest],
        all_stuck=len(worth),
        stuck_worth=sum(worth.values(), Decimal()),
    )


def _steps(
    reading: Reading, *, since: datetime, still_since: datetime
) -> list[PartSteps]:
    """Of those that may have changed or stand still; a trust's page has read all."""
    place = reading.place
    if not place.is_region:
        return [part.steps for part in reading.parts.values()]
    return steps_of_parts(
        since=since,
        still_since=still_since,
        member=place.member,
        organisation=place.organisation,
    )


def _change(reading: Reading, part: Part, move: Move) -> Change:
    return Change(part, reading.trust_of(part), move.amount, move.what)


def _stepped(
    reading: Reading, steps: Iterable[PartSteps], since: datetime
) -> Iterable[Move]:
    for each in steps:
        if each.agreed_at and each.agreed_at >= since and each.pk in reading.full_years:
            yield Move(each.pk, reading.full_years[each.pk].cash_releasing, "AGREED")
        if each.ended_at and each.ended_at >= since and each.pk in reading.lapsed:
            yield Move(each.pk, -reading.lapsed[each.pk], "LAPSED")


def _counted(reading: Reading, since: datetime) -> Iterable[Move]:
    month = months_after(month_of(reading.place.on), -1)
    values = reading.place.values | {"since": since, "month": month}
    for row in rows_of(queries.CHANGES, values):
        if row["amount"]:
            what = "CORRECTED" if row["is_corrected"] else row["what"]
            yield Move(row["participation_id"], row["amount"], what)


def _stuck(reading: Reading, part: Part, worth: Decimal, *, at: datetime) -> Stuck:
    days = (at - part.moved_at).days
    next_one = next_step(part, on=reading.place.on)
    return Stuck(part, reading.trust_of(part), days, worth, next_one)


def next_step(part: Part, *, on: date) -> str:
    """Who has to do what for it to go on."""
    if part.stage == SavingStage.IDENTIFIED and part.is_proposed:
        return "The trust’s finance agrees the baseline, or sends it back."
    if part.stage == SavingStage.IDENTIFIED:
        return "The owner adds the price in writing and proposes it to finance."
    if part.start_month > on:
        return "It starts later; until then the price has to reach the order system."
    return "Finance confirms the first month, or the owner finds why none is there."


def _full_year(reading: Reading, part: int) -> Decimal:
    row = reading.full_years.get(part)
    return row.cash_releasing if row else Decimal()
