from datetime import date

import pytest

from trusts.working_days import is_working_day, working_day_after


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 27), True),
        (date(2026, 11, 28), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),  # for Boxing Day, a Saturday
        (date(2026, 12, 29), True),
        (date(2026, 8, 31), False),
        (date(2026, 8, 3), True),  # a bank holiday in Scotland
    ],
)
def test_is_working_day_knows_the_bank_holidays_of_england(day, expected):
    assert is_working_day(day) is expected


def test_working_day_after_counts_from_the_next_day():
    assert working_day_after(date(2026, 11, 27), 1) == date(2026, 11, 30)
    assert working_day_after(date(2026, 11, 28), 10) == date(2026, 12, 11)
    assert working_day_after(date(2026, 12, 21), 10) == date(2027, 1, 7)
