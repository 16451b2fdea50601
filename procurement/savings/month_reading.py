"""Parts' months as a person reads them: what waits, asks again, is confirmed or not
ready. Only what the member may see; each function is one statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models

from procurement.savings import month_queries as queries
from procurement.savings.rules import why_no_lines, why_not_over
from trusts.models import Membership, Organisation
from trusts.paging import PAGE_ROWS, Page, page_from
from trusts.permissions import Permission

NOTHING = Decimal()


class MonthState(models.TextChoices):
    WAITING = "WAITING", "Waits for finance"
    AGAIN = "AGAIN", "Asks again"
    INCOMPLETE = "INCOMPLETE", "Order lines missing"
    UNDER_WAY = "UNDER_WAY", "Not over yet"
    CONFIRMED = "CONFIRMED", "Confirmed"


TO_CONFIRM = (MonthState.WAITING, MonthState.AGAIN)


@dataclass(frozen=True, slots=True)
class Figures:
    """Pounds ex VAT of a part's month; `cash_releasing` below 0 where more was paid."""

    cash_releasing: Decimal
    cost_avoidance: Decimal
    leakage: Decimal
    volume_effect: Decimal

    @property
    def saved(self) -> Decimal:
        return self.cash_releasing + self.cost_avoidance


@dataclass(frozen=True, slots=True)
class PartMonth:
    """One part's month. `was` is what finance confirmed last, None where it has not.

    `confirmed_from` is when the oldest of what was confirmed was, of a part with
    several products; `data_to` the day of the trust's newest order line.
    """

    participation_id: int
    organisation_id: int
    month: date
    state: MonthState
    initiative: str
    trust: str
    products: int
    lines: int
    units: Decimal
    compliant_units: Decimal
    now: Figures
    was: Figures | None
    confirmed_from: datetime | None
    confirmed_at: datetime | None
    data_to: date | None
    confirmed_by: str

    @property
    def key(self) -> str:
        """What a form calls it: the part's number and the month."""
        return f"{self.participation_id}_{self.month:%Y-%m}"

    @property
    def may_be_confirmed(self) -> bool:
        return self.state in TO_CONFIRM

    @property
    def counts(self) -> Figures:
        """What other figures count: as confirmed, else as the lines say."""
        return self.was or self.now

    @property
    def compliance(self) -> Decimal | None:
        """The share of units at the agreed price or below, 0 to 1; None of no units or
        where more went back than came."""
        if self.units <= 0 or self.compliant_units < 0:
            return None
        return min(self.compliant_units / self.units, Decimal(1))

    @property
    def why_not_ready(self) -> str:
        if self.state == MonthState.UNDER_WAY:
            return why_not_over(self.month)
        if self.state == MonthState.INCOMPLETE:
            return why_no_lines(self.month, data_to=self.data_to)
        return ""


@dataclass(frozen=True, slots=True)
class Count:
    """So many months in one state: what they are now and what was confirmed of them,
    in pounds."""

    months: int
    now: Decimal
    was: Decimal


def months_page(
    member: Membership,
    states: Iterable[str],
    *,
    on: date,
    organisation: Organisation | None = None,
    part: int | None = None,
    after: str = "",
    before: str = "",
    size: int = PAGE_ROWS,
) -> Page:
    """The newest first, those of a month by the part that was started last. Cursors are
    `key`s."""
    values = seen_by(member, organisation, on=on, part=part)
    cursor = read_key(after or before)
    if values is None:
        return Page([], "", "")
    backwards = bool(cursor and not after)
    beyond, order = "", "ASC" if backwards else "DESC"
    values |= {"states": list(states), "limit": size + 1}
    if cursor:
        side = ">" if backwards else "<"
        beyond = f"AND (s.month, s.participation_id) {side} (%(to_month)s, %(to_part)s)"
        values |= {"to_part": cursor[0], "to_month": cursor[1]}
    found = _rows(queries.PART_MONTHS.format(beyond=beyond, order=order), values)
    return page_from(
        found, cursor, backwards=backwards, key=lambda row: row.key, size=size
    )


def chosen_months(
    member: Membership, keys: Iterable[tuple[int, date]], *, on: date
) -> list[PartMonth]:
    """Those named, as they stand now; without any that the member may not see."""
    chosen = list(keys)
    values = seen_by(member, None, on=on)
    if values is None or not chosen:
        return []
    values |= {
        "states": MonthState.values,
        "parts": [part for part, _ in chosen],
        "months": [month for _, month in chosen],
    }
    return _rows(queries.CHOSEN_MONTHS, values)


def month_counts(
    member: Membership, *, on: date, organisation: Organisation | None = None
) -> dict[str, Count]:
    """How many months are in each state; a state with none is there too."""
    counts = {state.value: Count(0, NOTHING, NOTHING) for state in MonthState}
    values = seen_by(member, organisation, on=on)
    if values is not None:
        with connection.cursor() as cursor:
            cursor.execute(queries.COUNTS, values)
            counts |= {state: Count(*rest) for state, *rest in cursor.fetchall()}
    return counts


def read_key(text: str) -> tuple[int, date] | None:
    """A `key` read back; None for any other text."""
    number, _, month = text.partition("_")
    try:
        pk, first = int(number), date.fromisoformat(f"{month}-01")
    except ValueError:
        return None
    return (pk, first) if 0 < pk < 2**63 and f"{pk}_{first:%Y-%m}" == text else None


def seen_by(
    member: Membership,
    organisation: Organisation | None,
    *,
    on: date,
    part: int | None = None,
) -> dict[str, Any] | None:
    """What every statement here needs; None for who may see none of it."""
    if not member.may(Permission.SAVINGS_VIEW):
        return None
    whose = organisation.pk if organisation else None
    if not member.sees_region:
        if whose not in (None, member.organisation_id):
            return None
        whose = member.organisation_id
    return {"organisation": whose, "on": on, "part": part}


def _rows(statement: str, values: dict[str, Any]) -> list[PartMonth]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [_part_month(row) for row in cursor.fetchall()]


def _part_month(row: Sequence[Any]) -> PartMonth:
    (confirmed, *times, confirmed_by), sums = row[18:], row[10:18]
    was = Figures(*sums[1::2]) if confirmed else None
    about = [*row[:3], MonthState(row[3]), *row[4:10]]
    figures = [Figures(*sums[::2]), was]
    fields = [*about, *figures, *times, confirmed_by or ""]
    return PartMonth(*fields)
