"""What the dashboard stands on: each figure by one statement over claims and months,
narrowed to what the member may see."""

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
from procurement.dashboard.sums import NOTHING, Sums, sum_of
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


@dataclass(frozen=True)  # with a dictionary, for what is read and added up once
class Reading:
    """What is asked for is read when it is, and once."""

    place: Place

    @cached_property
    def _savings(self) -> list[YearRow]:
        return figures.trusts_and_months(self.place.member, **self.place.scope)

    @property
    def rows(self) -> list[YearRow]:
        """The savings by trust and month."""
        return [row for row in self._savings if row.month]

    @cached_property
    def full_years(self) -> dict[int, YearRow]:
        """What twelve months of each part bring, and its stage."""
        return {row.participation: row for row in self._savings if row.participation}

    @cached_property
    def _gaps(self) -> list[figures.OpenGaps]:
        """What nobody has taken up, by trust: of the year under way, or of none."""
        place = self.place
        if place.year != FinancialYear.of(place.on):
            return []
        return figures.open_gaps(
            place.member, "organisation", on=place.on, organisation=place.organisation
        )

    @property
    def gaps(self) -> int:
        return sum(gap.gaps for gap in self._gaps)

    @cached_property
    def open_gaps(self) -> dict[int, Sums]:
        """What no initiative has taken up, by trust."""
        return {gap.key[0]: _open(gap, self.place) for gap in self._gaps}

    @cached_property
    def lapsed(self) -> dict[int, Decimal]:
        """What was given up in the year, by part, as pounds of twelve months."""
        place = self.place
        found = figures.lapsed(place.member, "participation", **place.scope)
        return {key[0]: amount for key, amount in found.items()}

    @cached_property
    def target(self) -> SavingsTarget | None:
        return figures.target_of(self.place.year)

    @cached_property
    def parts(self) -> dict[int, Part]:
        """There are hundreds: for who tells parts apart."""
        first = datetime.combine(self.place.year.first_month, time())
        return parts_since(
            self.place.year.first_month,
            timezone.make_aware(first),
            member=self.place.member,
            organisation=self.place.organisation,
        )

    @property
    def trusts(self) -> dict[int, Organisation]:
        return self.place.trusts

    def trust_named(self, pk: int) -> str:
        trust = self.trusts.get(pk)
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
        place = self.place
        return figures.one_off_cost(
            place.member, year=place.year, organisation=place.organisation
        )

    @property
    def not_taken_up(self) -> Sums:
        """What no initiative has taken up, at all trusts."""
        return sum_of(self.open_gaps.values())

    @cached_property
    def by_trust(self) -> dict[int, Sums]:
        found: dict[int, Sums] = defaultdict(Sums)
        for pk, sums in self.open_gaps.items():
            found[pk].add(sums)
        for row in self.rows:
            found[row.organisation].count(row)
        for row in self.full_years.values():
            found[row.organisation].of(row.stage).full_year += row.cash_releasing
        return found

    @cached_property
    def by_month(self) -> dict[date, Sums]:
        """Of every month of the year; what no initiative has taken up is of none."""
        found = {month: Sums() for month in self.place.year.months}
        for row in self.rows:
            if row.month:
                found[row.month].count(row)
        return found

    @cached_property
    def by_part(self) -> dict[int, Sums]:
        found: dict[int, Sums] = defaultdict(Sums)
        place = self.place
        for pound in figures.pounds(place.member, "participation", **place.scope):
            found[pound.key[0]].count(pound)
        for pk, row in self.full_years.items():
            found[pk].of(row.stage).full_year = row.cash_releasing
        return {pk: sums for pk, sums in found.items() if pk in self.parts}


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


def _open(gap: figures.OpenGaps, place: Place) -> Sums:
    sums = Sums()
    sums.identified.in_year = gap.in_year(place.year, on=place.on)
    sums.identified.full_year = gap.gap_value
    return sums
