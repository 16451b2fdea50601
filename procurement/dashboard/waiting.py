"""Which trusts' finance has confirmed the last month that is over, and which months
wait: of whichever year, so that none is forgotten when a financial year ends."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from procurement.dashboard import queries, rules
from procurement.dashboard.reading import Place, rows_of
from procurement.savings.years import month_of, months_after
from trusts.models import Organisation


@dataclass(frozen=True, slots=True)
class Waiting:
    """A trust with months that its finance can confirm, or confirm again, the oldest
    first, and the same by name; `why_not` is why it cannot be reminded now, or ""."""

    trust: Organisation
    months: tuple[date, ...]
    named: str
    reminded_at: datetime | None
    why_not: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A trust whose order lines are missing from a month on: until they are there its
    finance can confirm nothing, and is not reminded."""

    trust: Organisation
    since: date


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Of the last month that is over: at how many trusts something was agreed, and how
    many of them have confirmed all of it."""

    month: date
    trusts: int
    confirmed: int
    waiting: tuple[Waiting, ...]
    missing: tuple[Missing, ...]


def confirmed(
    place: Place, trusts: dict[int, Organisation], *, at: datetime
) -> Confirmed:
    last = months_after(month_of(place.on), -1)
    waits: dict[int, list[date]] = defaultdict(list)
    missing: dict[int, date] = {}
    reminded: dict[int, datetime | None] = {}
    of_last: list[bool] = []
    for row in rows_of(queries.WAITING, place.values | {"last": last}):
        whose, month = row["organisation_id"], row["month"]
        if month == last:
            of_last.append(row["is_done"])
        if not row["is_done"] and row["is_complete"]:
            waits[whose].append(month)
        elif not row["is_done"]:
            missing.setdefault(whose, month)
        reminded[whose] = row["reminded_at"]
    return Confirmed(
        month=last,
        trusts=len(of_last),
        confirmed=sum(of_last),
        waiting=tuple(
            _waiting(trust, waits[pk], reminded[pk], place=place, at=at)
            for pk, trust in trusts.items()
            if pk in waits
        ),
        missing=tuple(
            Missing(trust, missing[pk]) for pk, trust in trusts.items() if pk in missing
        ),
    )


def _waiting(
    trust: Organisation,
    months: list[date],
    reminded_at: datetime | None,
    *,
    place: Place,
    at: datetime,
) -> Waiting:
    why_not = rules.why_not_remind(
        reminded_at, months=len(months), by=place.member, at=at
    )
    named = ", ".join(_named(month, on=place.on) for month in months)
    return Waiting(trust, tuple(months), named, reminded_at, why_not)


def _named(month: date, *, on: date) -> str:
    """With the year where it is another; a page may name hundreds of months."""
    return f"{month:%B}" if month.year == on.year else f"{month:%B %Y}"


def months_waiting_at(place: Place, *, at: datetime) -> tuple[date, ...]:
    """The months that wait at the place's trust, the oldest first."""
    trust = place.organisation
    if trust is None:
        return ()
    found = confirmed(place, {trust.pk: trust}, at=at)
    return found.waiting[0].months if found.waiting else ()
