"""Dates as extracts write them, and in which order a column writes them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}

# Day 0 of a spreadsheet's count of days, which takes 1900 for a leap year.
SPREADSHEET_EPOCH = date(1899, 12, 30)

_TIME = re.compile(
    r"[T ,]+\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?\s*([ap]\.?m\.?)?"
    r"\s*(Z|UTC|GMT|BST|[+-]\d{2}:?\d{2})?$",
    re.I,
)
_WEEKDAY = re.compile(
    r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,?\s+", re.I
)
_YEAR_FIRST = re.compile(r"^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})$")
_NUMBERS = re.compile(r"^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})$")
_DAY_MONTH = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th)?[-/., ]*([a-z]{3,9})\.?[-/., ]*(\d{4}|\d{2})$", re.I
)
_MONTH_DAY = re.compile(
    r"^([a-z]{3,9})\.?[-/ ]*(\d{1,2})(?:st|nd|rd|th)?[-/, ]+(\d{4}|\d{2})$", re.I
)
_YEAR_MONTH = re.compile(r"^(\d{4})[-/ ]([a-z]{3,9})[-/ ](\d{1,2})$", re.I)
_SERIAL = re.compile(r"^([1-9]\d{4})([.]\d+)?$")


def read_date(text: str, date_order: str) -> date | None:
    """The date a text means, or None when it means none.

    `date_order` ("dmy", "mdy", "ymd" or "") is needed only where a date is three
    numbers and the year does not come first with four digits. Times are left off.
    Two-digit years up to 68 are 20xx. A bare number of five digits is a
    spreadsheet's count of days, one of eight is yyyymmdd.
    """
    text = _bare(text)
    if not text:
        return None
    if text.isdigit() or _SERIAL.match(text):
        return _from_digits(text, date_order)
    if found := _YEAR_FIRST.match(text):
        year, month, day = map(int, found.groups())
        return _date(year, month, day)
    if found := _NUMBERS.match(text):
        first, _, second, third = found.groups()
        return _from_three(first, second, third, date_order)
    return _from_words(text)


def _bare(text: str) -> str:
    text = text.strip()
    if len(text) > 40 or not text.isascii():
        return ""
    if len(text) > 10:
        text = _WEEKDAY.sub("", _TIME.sub("", text)).strip()
    return text


def _from_digits(text: str, date_order: str) -> date | None:
    if _SERIAL.match(text):
        return SPREADSHEET_EPOCH + timedelta(days=int(text.partition(".")[0]))
    if len(text) == 8:
        year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
        if 1900 <= year <= 2100:
            return _date(year, month, day)
        if date_order in ("dmy", "mdy"):
            return _from_three(text[:2], text[2:4], text[4:], date_order)
    if len(text) == 14:  # yyyymmddhhmmss
        return _from_digits(text[:8], "")
    return None


def _from_three(first: str, second: str, third: str, order: str) -> date | None:
    if order == "dmy":
        return _date(_year(third), int(second), int(first))
    if order == "mdy":
        return _date(_year(third), int(first), int(second))
    if order == "ymd" and len(third) == 2:
        return _date(_year(first.zfill(2)), int(second), int(third))
    return None


def _from_words(text: str) -> date | None:
    if found := _DAY_MONTH.match(text):
        day, month, year = found.groups()
    elif found := _MONTH_DAY.match(text):
        month, day, year = found.groups()
    elif found := _YEAR_MONTH.match(text):
        year, month, day = found.groups()
    else:
        return None
    number = MONTHS.get(month.lower())
    return _date(_year(year), number, int(day)) if number else None


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return 2000 + year if year <= 68 else 1900 + year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass
class DateOrderEvidence:
    """What the different date texts of a column say about their order."""

    day_first: int = 0  # texts such as 13/04/2026
    month_first: int = 0  # texts such as 04/13/2026
    either: int = 0  # texts such as 03/04/2026
    same_either_way: int = 0  # texts such as 04/04/2026
    year_first_only: int = 0  # texts such as 99-04-13
    year_shown: int = 0  # ISO dates, named months, counts of days: no order needed
    example: str = ""  # the first text that could be read both ways
    day_first_example: str = ""
    month_first_example: str = ""
    years_if_last: set[int] = field(default_factory=set)
    years_if_first: set[int] = field(default_factory=set)
    has_long_year: bool = False

    def look_at(self, texts: Iterable[str]) -> None:
        for text in texts:
            self._look_at_one(text)

    def _look_at_one(self, text: str) -> None:
        found = _NUMBERS.match(_bare(text))
        if not found:
            self.year_shown += read_date(text, "") is not None
            return
        first, second, third = int(found[1]), int(found[3]), found[4]
        self.has_long_year |= len(third) == 4
        if len(third) == 2 and second <= 12 and int(third) <= 31:
            self.years_if_last.add(_year(third))
            self.years_if_first.add(_year(found[1].zfill(2)))
        self._count(first, second, text)

    def _count(self, first: int, second: int, text: str) -> None:
        if first > 31 and second <= 12:
            self.year_first_only += 1
        elif first > 12 and second <= 12:
            self.day_first += 1
            self.day_first_example = self.day_first_example or text
        elif second > 12 and first <= 12:
            self.month_first += 1
            self.month_first_example = self.month_first_example or text
        elif first == second:
            self.same_either_way += 1
        elif first <= 12 and second <= 12:
            self.either += 1
            self.example = self.example or text

    @property
    def needs_order(self) -> bool:
        return bool(
            self.day_first
            + self.month_first
            + self.either
            + self.same_either_way
            + self.year_first_only
        )

    @property
    def is_mute(self) -> bool:
        """Dates that are the same whether the day or the month comes first."""
        told = self.day_first + self.month_first + self.year_first_only
        return bool(self.same_either_way and not told and not self.either)

    def order(self) -> str:
        """The order the whole column decides, or "" when it cannot.

        Where dates of both orders occur, the day comes first unless that would
        make most of the deciding dates impossible.
        """
        if not self.needs_order:
            return "ymd" if self.year_shown else ""
        if self._is_year_first():
            return "ymd"
        if self.day_first or self.month_first:
            return "dmy" if self.day_first >= self.month_first else "mdy"
        return "" if self.either else "dmy"

    def _is_year_first(self) -> bool:
        """Two-digit years in front: the years then stay together, else they scatter."""
        if self.has_long_year or self.month_first:
            return False
        if self.year_first_only:
            return self.year_first_only >= self.day_first
        return _spread(self.years_if_first) <= 10 < _spread(self.years_if_last)


def _spread(years: set[int]) -> int:
    return max(years) - min(years) if years else 0
