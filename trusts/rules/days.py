"""Why a day cannot be meant, or ""."""

from datetime import date

from trusts.successions import day_in_words

# Before this no access was given: what is earlier was typed wrongly.
FIRST_DAY = date(2000, 1, 1)
YEARS_AHEAD = 10


def why_not_day(*days: date | None, today: date, first: date = FIRST_DAY) -> str:
    """Why one of the days is too long ago, or too far ahead."""
    last = date(today.year + YEARS_AHEAD, 12, 31)
    if all(day is None or first <= day <= last for day in days):
        return ""
    return f"Give a day from {day_in_words(first)} to {day_in_words(last)}."
