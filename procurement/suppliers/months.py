"""Which months a supplier's year is. Pure: a day in, months out."""

from dataclasses import dataclass
from datetime import date

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Year:
    """Twelve full months, each by its first day; both ends count."""

    first: date
    last: date

    @property
    def until(self) -> date:
        """The first day after them."""
        return _months_on(self.last, 1)


def year_before(on: date) -> Year:
    """The twelve months before the month of a day."""
    last = _months_on(on.replace(day=1), -1)
    return Year(_months_on(last, 1 - MONTHS), last)


def months_before(last: date, count: int) -> list[date]:
    """So many months up to one that counts too, oldest first."""
    return [_months_on(last, -back) for back in reversed(range(count))]


def _months_on(month: date, count: int) -> date:
    """The first day of the month so many after one, or before it."""
    years, index = divmod(month.month - 1 + count, 12)
    return date(month.year + years, index + 1, 1)
