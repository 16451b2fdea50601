"""Months as the pages of coverage name and count them. A month is its first day."""

from datetime import date

MONTHS = 24


def month_of(day: date) -> date:
    return day.replace(day=1)


def later(month: date, count: int) -> date:
    """So many months later; earlier where negative."""
    months = 12 * month.year + month.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def months_to(last: date, *, count: int = MONTHS) -> list[date]:
    """So many months, oldest first, the last one included."""
    return [later(last, number) for number in range(1 - count, 1)]


def read_month(text: str) -> date | None:
    """A month as an address has it, 2026-09; None for anything else."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return month if in_address(month) == text and 1900 < month.year < 9999 else None


def in_address(month: date) -> str:
    return f"{month:%Y-%m}"
