"""Which trust gave which months: one row a trust, worked out from the spend by day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from catalogue.purchases.models import Import
from catalogue.spend.shares import in_hundredths, share_of
from catalogue.spend.summaries import is_stale
from procurement.coverage.months import month_of
from trusts.models import Organisation


class Given(Enum):
    """What there is of a month."""

    LINES = "lines"
    MISSING = "missing"  # no line at all, between months that have some
    BEFORE = "before"  # the trust's first line is later
    SINCE = "since"  # the trust's newest line is earlier


class State(Enum):
    """How a trust's data stands: what is said, in which colour; the worst first."""

    NEVER = ("No data yet", "red")
    STALE = ("Stale", "orange")
    MISSING = ("Months missing", "yellow")
    FRESH = ("Up to date", "green")

    @property
    def words(self) -> str:
        return self.value[0]

    @property
    def colour(self) -> str:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Sums:
    """Order lines and their value; pounds ex VAT, returns negative, carriage apart."""

    lines: int = 0
    net_value: Decimal = Decimal(0)
    comparable_value: Decimal = Decimal(0)

    @property
    def left_out(self) -> Decimal:
        """What no price can be made of: no match, or no known pack."""
        return self.net_value - self.comparable_value

    @property
    def share(self) -> Decimal | None:
        """Of the value, what can be compared, from 0 to 1 in hundredths."""
        return in_hundredths(share_of(self.comparable_value, self.net_value))

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.lines + other.lines,
            self.net_value + other.net_value,
            self.comparable_value + other.comparable_value,
        )


@dataclass(frozen=True, slots=True)
class Month:
    month: date
    given: Given
    sums: Sums


@dataclass(frozen=True, slots=True)
class Trust:
    """One trust's months, oldest first, and how its data stands as at `on`.

    `of_year` are the sums of the 365 days to then, without a count of lines.
    """

    organisation: Organisation
    months: tuple[Month, ...]
    of_year: Sums
    first: date | None
    newest: date | None
    last_import: Import | None
    on: date

    @property
    def age(self) -> int | None:
        """Days since the newest order."""
        return None if self.newest is None else (self.on - self.newest).days

    @property
    def missing(self) -> list[date]:
        return [each.month for each in self.months if each.given is Given.MISSING]

    @property
    def state(self) -> State:
        if self.newest is None:
            return State.NEVER
        if is_stale(self.newest, on=self.on):
            return State.STALE
        return State.MISSING if self.missing else State.FRESH

    @property
    def months_in_words(self) -> str:
        """What the bars show, for who cannot see them."""
        given = sum(each.given is Given.LINES for each in self.months)
        missing = ", ".join(f"{month:%B %Y}" for month in self.missing)
        first, last = self.months[0].month, self.months[-1].month
        return (
            f"Value by month, {first:%B %Y} to {last:%B %Y}: order lines in {given} of "
            f"{len(self.months)} months{f'; missing: {missing}' if missing else ''}."
        )

    @property
    def total(self) -> Sums:
        """Of the months shown."""
        return total_of(self.months)


def months_given(
    months: Sequence[date],
    sums: Mapping[date, Sums],
    *,
    first: date | None,
    newest: date | None,
) -> tuple[Month, ...]:
    """Each month with what there is of it."""
    return tuple(
        Month(month, _given(month, sums, first, newest), sums.get(month, Sums()))
        for month in months
    )


def total_of(months: Iterable[Month]) -> Sums:
    return sum((each.sums for each in months), Sums())


def worst_first(trusts: Iterable[Trust]) -> list[Trust]:
    """Those that need somebody on top; alike ones by name."""
    states = list(State)
    return sorted(
        trusts,
        key=lambda trust: (states.index(trust.state), trust.organisation.name),
    )


def _given(
    month: date, sums: Mapping[date, Sums], first: date | None, newest: date | None
) -> Given:
    if month in sums:
        return Given.LINES
    if first is None or newest is None or month < month_of(first):
        return Given.BEFORE
    return Given.SINCE if month > month_of(newest) else Given.MISSING
