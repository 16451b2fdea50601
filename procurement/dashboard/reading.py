"""What the dashboard stands on, read once: each figure by one statement over claims and
months, narrowed to what the member may see."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import connection
from django.utils import timezone

from procurement.dashboard.parts import Part, parts_since
from procurement.dashboard.sums import NOTHING, Stage, Sums, sum_of
from procurement.savings import figures
from procurement.savings.models import SavingsTarget
from procurement.savings.pound_rows import YearRow
from procurement.savings.years import FinancialYear
from trusts.models import Membership, Organisation


@dataclass(frozen=True, slots=True)
class Place:
    """Whose savings, of which year, as at which day: a trust's, or where
    `organisation` is None those of every trust the member sees."""

    member: Membership
    year: FinancialYear
    on: date
    organisation: Organisation | None
    trusts: dict[int, Organisation]  # all that the member may look at, by name

    @property
    def is_region(self) -> bool:
        return self.organisation is None and self.member.sees_region

    @property
    def scope(self) -> dict[str, Any]:
        """As the functions of `savings.figures` take it."""
        return {"year": self.year, "on": self.on, "organisation": self.organisation}

    @property
    def values(self) -> dict[str, Any]:
        """As this room's own statements take it."""
        whose = self.organisation or (
            None if self.member.sees_region else self.member.organisation
        )
        return {
            "organisation": whose.pk if whose else None,
            "first": self.year.first_month,
            "end": self.year.end_month,
            "on": self.on,
        }


@dataclass(frozen=True)  # with a dictionary, for what is added up once
class Reading:
    """`by_part` are the savings of each part; `by_month` those of each month of the
    year; `open_gaps` what no initiative has taken up, by trust; `lapsed` what was given
    up in the year, by part, as pounds of twelve months."""

    place: Place
    parts: dict[int, Part]
    by_part: dict[int, Sums]
    by_month: dict[date, Sums]
    open_gaps: dict[int, Sums]
    gaps: int
    lapsed: dict[int, Decimal]
    target: SavingsTarget | None

    @property
    def trusts(self) -> dict[int, Organisation]:
        return self.place.trusts

    def trust_of(self, part: Part) -> str:
        trust = self.trusts.get(part.organisation_id)
        return trust.name if trust else ""

    @cached_property
    def total(self) -> Sums:
        """The region is the sum of its trusts."""
        return sum_of(self.by_trust.values())

    @property
    def lost(self) -> Decimal:
        return sum(self.lapsed.values(), NOTHING)

    @cached_property
    def one_off_cost(self) -> Decimal:
        """What agreed parts that start in the year cost once."""
        return figures.one_off_costs(self.parts.values(), year=self.place.year)

    @property
    def not_taken_up(self) -> Sums:
        """What no initiative has taken up, at all trusts."""
        return sum_of(self.open_gaps.values())

    @cached_property
    def by_trust(self) -> dict[int, Sums]:
        found: dict[int, Sums] = defaultdict(Sums)
        for pk, sums in self.open_gaps.items():
            found[pk].add(sums)
        for pk, sums in self.by_part.items():
            found[self.parts[pk].organisation_id].add(sums)
        return found


def read(place: Place) -> Reading:
    member, scope = place.member, place.scope
    by_part, by_month = _pounds(place)
    gaps = _gaps(place)
    lapsed = figures.lapsed(member, "participation", **scope)
    parts = _parts(place)
    return Reading(
        place=place,
        parts=parts,
        by_part={pk: sums for pk, sums in by_part.items() if pk in parts},
        by_month=by_month,
        open_gaps={gap.key[0]: _open(gap, place) for gap in gaps},
        gaps=sum(gap.gaps for gap in gaps),
        lapsed={key[0]: amount for key, amount in lapsed.items()},
        target=figures.target_of(place.year),
    )


def rows_of(statement: str, values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of one of this room's statements, by the names of their columns."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        names = [column.name for column in cursor.description or ()]
        yield from (dict(zip(names, row, strict=True)) for row in cursor.fetchall())


def at_start_of(month: date, at: datetime) -> datetime:
    """The first moment of a month, in the time zone of `at`."""
    return at.replace(
        year=month.year, month=month.month, day=1, hour=0, minute=0, second=0,
        microsecond=0,
    )  # fmt: skip


def _pounds(place: Place) -> tuple[dict[int, Sums], dict[date, Sums]]:
    by_part: dict[int, Sums] = defaultdict(Sums)
    by_month: dict[date, Sums] = {month: Sums() for month in place.year.months}
    rows = figures.parts_and_months(place.member, **place.scope)
    for row in rows:
        if row.month:
            by_month[row.month] = _sums(row)
        elif row.participation and not row.full_stage:
            by_part[row.participation] = _sums(row)
    for row in rows:
        if row.participation and row.full_stage:
            by_part[row.participation].of(row.full_stage).full_year = row.full_year
    return by_part, by_month


def _sums(row: YearRow) -> Sums:
    return Sums(
        Stage(row.realised, NOTHING, row.realised_avoided),
        Stage(row.agreed, NOTHING, row.agreed_avoided),
        Stage(row.identified, NOTHING, row.identified_avoided),
        row.waiting,
        row.leakage,
    )


def _gaps(place: Place) -> list[figures.OpenGaps]:
    """Gaps that nobody has taken up, by trust: of the year under way, or of none."""
    if place.year != FinancialYear.of(place.on):
        return []
    return figures.open_gaps(
        place.member, "organisation", on=place.on, organisation=place.organisation
    )


def _open(gap: figures.OpenGaps, place: Place) -> Sums:
    sums = Sums()
    sums.identified.in_year = gap.in_year(place.year, on=place.on)
    sums.identified.full_year = gap.gap_value
    return sums


def _parts(place: Place) -> dict[int, Part]:
    first = datetime.combine(place.year.first_month, time())
    return parts_since(
        place.year.first_month,
        timezone.make_aware(first),
        member=place.member,
        organisation=place.organisation,
    )
