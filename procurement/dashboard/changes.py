"""What has changed since last month and why, and where nothing has moved for long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from procurement.dashboard import queries
from procurement.dashboard.parts import Part, parts_that_moved
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


class Change(NamedTuple):
    """Pounds that a part, by its number and its initiative's name, gained or lost, and
    how."""

    part: int
    name: str
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
    parts = _parts_that_moved(reading, since, still_since)
    changes = [*_stepped(reading, parts, since), *_counted(reading, since)]
    changes.sort(key=lambda change: (-abs(change.amount), change.part))
    worth = {
        each.pk: _full_year(reading, each.pk)
        for each in parts.values()
        if each.is_running and each.moved_at < still_since
    }
    largest = sorted(worth, key=lambda pk: (-worth[pk], pk))[:SHOWN_STUCK]
    return Standing(
        changes=changes[:SHOWN],
        stuck=[_stuck(reading, parts[pk], worth[pk], at=at) for pk in largest],
        all_stuck=len(worth),
        stuck_worth=sum(worth.values(), Decimal()),
    )


def _parts_that_moved(
    reading: Reading, since: datetime, still_since: datetime
) -> dict[int, Part]:
    """Or that did not; of a trust all are read anyway."""
    place = reading.place
    if not place.is_region:
        return reading.parts
    return parts_that_moved(
        since, still_since, member=place.member, organisation=place.organisation
    )


def _stepped(
    reading: Reading, parts: dict[int, Part], since: datetime
) -> Iterable[Change]:
    for pk, part in parts.items():
        about = (pk, part.name, reading.trust_named(part.organisation_id))
        if part.agreed_at and part.agreed_at >= since and pk in reading.full_years:
            yield Change(*about, reading.full_years[pk].cash_releasing, "AGREED")
        if part.ended_at and part.ended_at >= since and pk in reading.lapsed:
            yield Change(*about, -reading.lapsed[pk], "LAPSED")


def _counted(reading: Reading, since: datetime) -> Iterable[Change]:
    month = months_after(month_of(reading.place.on), -1)
    values = reading.place.values | {"since": since, "month": month, "most": SHOWN}
    for row in rows_of(queries.CHANGES, values):
        trust = reading.trust_named(row["organisation_id"])
        what = "CORRECTED" if row["is_corrected"] else row["what"]
        yield Change(row["id"], row["name"], trust, row["amount"], what)


def _stuck(reading: Reading, part: Part, worth: Decimal, *, at: datetime) -> Stuck:
    days = (at - part.moved_at).days
    next_one = next_step(part, on=reading.place.on)
    trust = reading.trust_named(part.organisation_id)
    return Stuck(part, trust, days, worth, next_one)


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
