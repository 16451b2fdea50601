"""From when on something counts as new."""

from datetime import UTC, date, datetime

import pytest

from procurement.home.days import first_of_month, monday_before, start_of


@pytest.mark.parametrize(
    ("on", "monday"),
    [
        (date(2026, 11, 24), date(2026, 11, 23)),
        (date(2026, 11, 29), date(2026, 11, 23)),
        (date(2026, 11, 30), date(2026, 11, 23)),  # on a Monday, the one before
    ],
)
def test_monday_before_is_a_day_to_a_week_ago(on, monday):
    assert monday_before(on) == monday


def test_a_day_begins_at_midnight_in_london():
    assert start_of(date(2026, 7, 1)) == datetime(2026, 6, 30, 23, tzinfo=UTC)
    assert start_of(date(2026, 12, 1)) == datetime(2026, 12, 1, tzinfo=UTC)


def test_first_of_month():
    assert first_of_month(date(2026, 11, 23)) == date(2026, 11, 1)
