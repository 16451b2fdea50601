"""From when on something counts as new. Days and months are London's."""

from datetime import date, datetime, timedelta

from django.utils import timezone


def monday_before(on: date) -> date:
    """The last Monday before the day; on a Monday the one a week ago, so that the
    week's first reader sees what the last week brought."""
    return on - timedelta(days=on.weekday() or 7)


def first_of_month(on: date) -> date:
    return on.replace(day=1)


def start_of(day: date) -> datetime:
    """The moment at which the day begins."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
