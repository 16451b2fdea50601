"""Months and financial years, April to March. Pure."""

from dataclasses import dataclass
from datetime import date

MONTHS_A_YEAR = 12


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def months_after(month: date, count: int) -> date:
    """The month so many months later, or earlier, by its first day."""
    place = month.year * 12 + month.month - 1 + count
    return date(place // 12, place % 12 + 1, 1)


def months_between(first: date, end: date) -> list[date]:
    """The months from `first` up to before `end`, by their first days."""
    months = []
    while first < end:
        months.append(first)
        first = months_after(first, 1)
    return months


@dataclass(frozen=True, order=True, slots=True)
class FinancialYear:
    """1 April to 31 March, named by the year in which it starts."""

    starts_in: int

    @classmethod
    def of(cls, day: date) -> "FinancialYear":
        return cls(day.year if day.month >= 4 else day.year - 1)

    @property
    def first_month(self) -> date:
        return date(self.starts_in, 4, 1)

    @property
    def end_month(self) -> date:
        """The first day of the next one."""
        return date(self.starts_in + 1, 4, 1)

    @property
    def months(self) -> list[date]:
        return months_between(self.first_month, self.end_month)

    @property
    def before(self) -> "FinancialYear":
        return FinancialYear(self.starts_in - 1)

    @property
    def after(self) -> "FinancialYear":
        return FinancialYear(self.starts_in + 1)

    def __str__(self) -> str:
        return f"{self.starts_in}/{(self.starts_in + 1) % 100:02}"
