"""Keeping suppliers' figures up to date with spend, matches and gaps."""

from datetime import date, datetime

from django.db import connection, transaction

from catalogue.matching.actions import is_behind as matching_is_behind
from catalogue.spend.actions import is_behind
from procurement.gaps.models import Worklist
from procurement.suppliers import queries
from procurement.suppliers.models import Kept
from procurement.suppliers.months import Year, year_before

# Only one at a time, whatever the number of workers. The number is this room's alone.
_LOCK = 7_501


def catch_up(*, at: datetime) -> bool:
    """Keep the figures if spend, gaps or the year changed since; says whether so."""
    worklist = Worklist.objects.first()
    if worklist is None:
        return False
    if matching_is_behind() or is_behind():
        return False  # soon it is matched and summed, and this asked again
    kept = Kept.objects.first()
    if kept and _is_as_before(kept, on=worklist.as_at):
        return False
    keep_suppliers(on=worklist.as_at, at=at)
    return True


@transaction.atomic
def keep_suppliers(*, on: date, at: datetime, everything: bool = False) -> None:
    """Make every supplier's names and figures agree with the lines, matches and gaps.

    Stands for the twelve full months before the month of `on`. Works out only the
    organisations that changed, all of them with `everything` or in another year.
    Safe to run twice.
    """
    year = year_before(on)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        kept = Kept.objects.first()
        stands_for = {
            "as_at": on,
            "first_month": year.first,
            "last_month": year.last,
            "refresh_id": _one(cursor, queries.LAST_REFRESH),
            "spend_print": _one(cursor, queries.SPEND_PRINT),
            "kept_at": at,
        }
        everything = everything or kept is None or kept.first_month != year.first
        _keep(cursor, year, everything=everything)
    Kept.objects.update_or_create(pk=True, defaults=stands_for)


def _keep(cursor, year: Year, *, everything: bool) -> None:
    cursor.execute(queries.DROP_TABLES)
    cursor.execute(queries.PRINTS)
    cursor.execute(queries.CHANGED, {"everything": everything})
    values = {
        "changed": [organisation for (organisation,) in cursor.fetchall()],
        "first": year.first,
        "until": year.until,
    }
    if values["changed"]:
        for statement in queries.OF_ORGANISATIONS:
            cursor.execute(statement, values)
    for statement in queries.OF_THE_REGION:
        cursor.execute(statement)
    cursor.execute(queries.KEEP_PRINTS)
    cursor.execute(queries.DROP_TABLES)


def _is_as_before(kept: Kept, *, on: date) -> bool:
    if (kept.as_at, kept.first_month) != (on, year_before(on).first):
        return False
    with connection.cursor() as cursor:
        return kept.refresh_id == _one(
            cursor, queries.LAST_REFRESH
        ) and kept.spend_print == _one(cursor, queries.SPEND_PRINT)


def _one(cursor, statement: str):
    cursor.execute(statement)
    return cursor.fetchone()[0]
