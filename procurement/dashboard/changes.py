"""What has changed since last month and why, and where nothing has moved for long."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from procurement.dashboard import queries
from procurement.dashboard.parts import Part, parts_numbered
from procurement.dashboard.reading import Reading, at_start_of, rows_of
from procurement.savings.models import SavingStage
from procurement.savings.years import month_of, months_after

STUCK_AFTER = timedelta(days=30)
SHOWN = 8  # changes; what is smaller is in the lists they lead to
WORDS = {
    "AGREED": "agreed by finance, in a full year",
    "REALISED": "confirmed",
    "CORRECTED": "confirmed, months put right among them",
    "LAPSED": "given up, in a full year",
    "LEAKED": "paid above the agreed price last month",
}


@dataclass(frozen=True, slots=True)
class Change:
    """Pounds that a part gained or lost, and how."""

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


def changes_of(reading: Reading, *, at: datetime) -> list[Change]:
    """Since the month under way began, the largest first."""
    since = at_start_of(month_of(reading.place.on), timezone.localtime(at))
    found = [*_stepped(reading, since), *_counted(reading, since)]
    return sorted(found, key=lambda change: -abs(change.amount))[:SHOWN]


def _stepped(reading: Reading, since: datetime) -> Iterable[Change]:
    for pk, part in reading.parts.items():
        if part.agreed_at and part.agreed_at >= since and pk in reading.full_years:
            amount = reading.full_years[pk].cash_releasing
            yield _change(reading, part, amount, "AGREED")
        if part.ended_at and part.ended_at >= since and pk in reading.lapsed:
            yield _change(reading, part, -reading.lapsed[pk], "LAPSED")


def _counted(reading: Reading, since: datetime) -> Iterable[Change]:
    month = months_after(month_of(reading.place.on), -1)
    values = reading.place.values | {"since": since, "month": month}
    rows = [row for row in rows_of(queries.CHANGES, values) if row["amount"]]
    parts = _named(reading, {row["participation_id"] for row in rows})
    for row in rows:
        if part := parts.get(row["participation_id"]):
            what = "CORRECTED" if row["is_corrected"] else row["what"]
            yield _change(reading, part, row["amount"], what)


def _named(reading: Reading, numbers: set[int]) -> dict[int, Part]:
    """These parts; an old one, whose months are put right, is in no reading."""
    older = numbers - reading.parts.keys()
    if not older:
        return reading.parts
    place = reading.place
    return reading.parts | parts_numbered(
        older, member=place.member, organisation=place.organisation
    )


def _change(reading: Reading, part: Part, amount: Decimal, what: str) -> Change:
    return Change(part, reading.trust_of(part), amount, what)


def stuck_of(reading: Reading, *, at: datetime) -> list[Stuck]:
    """Running parts on which nothing was done for 30 days, the most valuable first."""
    parts = [
        part
        for part in reading.parts.values()
        if part.stage in (SavingStage.IDENTIFIED, SavingStage.AGREED)
        and at - part.moved_at > STUCK_AFTER
    ]
    found = [
        Stuck(
            part,
            reading.trust_of(part),
            (at - part.moved_at).days,
            _full_year(reading, part),
            next_step(part, on=reading.place.on),
        )
        for part in parts
    ]
    return sorted(found, key=lambda each: (-each.full_year, each.part.pk))


def worth(several: Sequence[Stuck]) -> Decimal:
    return sum((each.full_year for each in several), Decimal())


def next_step(part: Part, *, on: date) -> str:
    """Who has to do what for it to go on."""
    if part.stage == SavingStage.IDENTIFIED and part.is_proposed:
        return "The trust’s finance agrees the baseline, or sends it back."
    if part.stage == SavingStage.IDENTIFIED:
        return "The owner adds the price in writing and proposes it to finance."
    if part.start_month > on:
        return "It starts later; until then the price has to reach the order system."
    return "Finance confirms the first month, or the owner finds why none is there."


def _full_year(reading: Reading, part: Part) -> Decimal:
    row = reading.full_years.get(part.pk)
    return row.cash_releasing if row else Decimal()
