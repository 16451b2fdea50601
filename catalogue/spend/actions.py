"""Keeping spend up to date: what was touched, or everything afresh."""

from datetime import date
from typing import Any

from django.db import connection, transaction

from catalogue.spend import queries
from catalogue.spend.models import MovedItem, TouchedMonth

# Only one at a time, whatever the number of workers; the lock ends with the
# transaction. The number is this room's alone.
_LOCK = 7_401


def is_behind() -> bool:
    """Whether lines or matches changed that have not been summed since."""
    return TouchedMonth.objects.exists() or MovedItem.objects.exists()


@transaction.atomic
def keep_spend(*, everything: bool = False) -> bool:
    """Make spend agree with the lines: of the months that were touched since, or of all
    with `everything`. Answers whether there was anything to do. Safe to run twice."""
    if not everything and not is_behind():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(queries.TABLES)
        cursor.execute(queries.TAKE_TOUCHED)
        cursor.execute(queries.TAKE_MOVED)
        if everything:
            cursor.execute(queries.SUM_EVERYTHING)
            _keep(cursor, of_months="", of_days="")
        elif months := _touched_months(cursor, moved=cursor.rowcount):
            _sum(cursor, months)
            _keep(
                cursor,
                of_months=queries.OF_TOUCHED_MONTHS,
                of_days=queries.OF_TOUCHED_DAYS,
            )
        cursor.execute(queries.DROP_TABLES)
    return True


def _touched_months(cursor, *, moved: int) -> list[tuple[date, list[int]]]:
    """Each touched month with the organisations it was touched at."""
    if moved:
        cursor.execute("ANALYZE moved_item")
        are_many = moved > queries.MOST_MOVED
        cursor.execute(
            queries.MONTHS_OF_MANY_MOVED if are_many else queries.MONTHS_OF_MOVED
        )
    cursor.execute("ANALYZE touched_month")
    cursor.execute(queries.TOUCHED)
    return cursor.fetchall()


def _sum(cursor, months: list[tuple[date, list[int]]]) -> None:
    values: list[Any] = []
    if len(months) > queries.MOST_MONTHS:
        places = {place for _, of_month in months for place in of_month}
        values = [months[0][0], _next(months[-1][0]), sorted(places)]
        cursor.execute(queries.SUM_MANY_MONTHS, values)
        return
    for month, of_month in months:
        values += [month, _next(month), of_month]
    cursor.execute(queries.sum_months(len(months)), values)


def _keep(cursor, *, of_months: str, of_days: str) -> None:
    cursor.execute("ANALYZE spend_now")
    cursor.execute(queries.KEEP_MONTHS.format(of_touched=of_months))
    cursor.execute(queries.KEEP_DAYS.format(of_touched=of_days))


def _next(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
