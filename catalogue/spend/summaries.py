"""How complete the data behind a figure is, from the spend kept by day."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    DecimalField,
    Func,
    Max,
    Min,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
)

from catalogue.spend.models import SpendDay, SpendDayQuerySet
from catalogue.spend.shares import in_hundredths, share_of
from trusts.models import Membership, Organisation
from trusts.permissions import Permission

DAYS = 365
# A trust without an order line in so many days has given no extract for last month.
STALE_DAYS = 45

type _Sums = list[Decimal | None] | None
type _Trust = tuple[str, date | None, _Sums]


@dataclass(frozen=True, slots=True)
class Spent:
    """One organisation's first and newest order lines up to a day, and what it spent in
    the 365 days to it; pounds ex VAT, returns counted negative, carriage apart."""

    first: date
    newest: date
    net_value: Decimal
    comparable_value: Decimal


@dataclass(frozen=True, slots=True)
class Completeness:
    """How complete the data is as at `on`: of the buying trusts open that day those
    with order lines, the newest lines of the freshest trust and of the stalest, and the
    share of a year's spend that can be compared, 0 to 1 in hundredths. The share is the
    region's for who sees the region, else the own trust's."""

    on: date
    trusts: int
    trusts_with_lines: int
    newest: date | None
    oldest: date | None
    oldest_trust: str
    share: Decimal | None
    is_of_region: bool

    @property
    def newest_age(self) -> int | None:
        return None if self.newest is None else (self.on - self.newest).days

    @property
    def oldest_age(self) -> int | None:
        return None if self.oldest is None else (self.on - self.oldest).days


def is_stale(newest: date | None, *, on: date) -> bool:
    """Whether there is no line of the last 45 days; no data at all is no old data."""
    return newest is not None and (on - newest).days >= STALE_DAYS


def spent_by_organisation(days: SpendDayQuerySet, *, on: date) -> dict[int, Spent]:
    """By the organisation's number; without those that have no line up to the day."""
    of_year = Q(day__gt=on - timedelta(days=DAYS))
    rows = (
        days.filter(day__lte=on)
        .values("organisation")
        .annotate(
            first=Min("day"),
            newest=Max("day"),
            net_value=Sum("net_value", filter=of_year),
            comparable_value=Sum("comparable_value", filter=of_year),
        )
        .order_by()
    )
    return {
        row["organisation"]: Spent(
            row["first"],
            row["newest"],
            row["net_value"] or Decimal(0),
            row["comparable_value"] or Decimal(0),
        )
        for row in rows
    }


def completeness(*, member: Membership, on: date) -> Completeness | None:
    """What stands beside a regional figure; None for who may not see it."""
    if not member.may(Permission.COVERAGE_VIEW):
        return None
    rows = _freshness(member, on=on)
    newest = [(day, name) for name, day, _ in rows if day]
    oldest, of_trust = min(newest, default=(None, ""), key=lambda each: each[0])
    return Completeness(
        on=on,
        trusts=len(rows),
        trusts_with_lines=len(newest),
        newest=max(newest)[0] if newest else None,
        oldest=oldest,
        oldest_trust=of_trust if member.sees_region else "",
        share=_share(rows[0][2] if rows else None),
        is_of_region=member.sees_region,
    )


def _freshness(member: Membership, *, on: date) -> list[_Trust]:
    """The buying trusts open that day, by name, with the day of their newest line; with
    each, what of all that was spent in the year can be compared, and the whole."""
    days = SpendDay.objects.filter(day__lte=on)
    of_year = days.filter(day__gt=on - timedelta(days=DAYS))
    if not member.sees_region:
        of_year = of_year.filter(organisation=member.organisation)
    of_trust = days.filter(organisation=OuterRef("pk")).order_by("-day")
    trusts = Organisation.objects.buying().open_on(on).by_name()
    newest = Subquery(of_trust.values("day")[:1])
    rows = trusts.annotate(newest=newest, spent=_sums(of_year))
    return [*rows.values_list("name", "newest", "spent")]


def _sums(days: SpendDayQuerySet) -> Subquery:
    """What can be compared and the whole, of all days together."""
    sums = Func(
        Sum("comparable_value"),
        Sum("net_value"),
        template="ARRAY[%(expressions)s]",
        output_field=ArrayField(DecimalField()),
    )
    together = days.order_by().values(together=Value(1))
    return Subquery(together.annotate(sums=sums).values("sums"))


def _share(spent: _Sums) -> Decimal | None:
    comparable, whole = (each or Decimal(0) for each in spent or (None, None))
    return in_hundredths(share_of(comparable, whole))
