"""Making the questions agree with matches, suspect prices and pairs of products."""

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from catalogue.matching.models import OpenItem
from procurement.gaps.models import Refresh, Worklist
from procurement.review import queries
from procurement.review.models import Kept

# Only one at a time, whatever the number of workers. The number is this room's alone.
_LOCK = 7_601


def catch_up(*, at: datetime) -> bool:
    """Work out what is to be asked if matches, gaps or the day changed since; answers
    whether so."""
    worklist = Worklist.objects.first()
    if worklist is None:
        return False
    kept = Kept.objects.first()
    if kept is None or kept.as_at != worklist.as_at:
        refresh_questions(on=worklist.as_at, at=at, everything=True)
    elif OpenItem.objects.exists() or kept.refresh_id != _refresh():
        refresh_questions(on=worklist.as_at, at=at)
    else:
        return False
    return True


@transaction.atomic
def refresh_questions(*, on: date, at: datetime, everything: bool = False) -> None:
    """Work the questions out for the items that matching left open since, or of all
    with `everything`; suspect prices and pairs always. Safe to run twice."""
    values: dict[str, Any] = {"on": on, "at": at}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        refresh_id = _refresh()
        for statement in (
            queries.DROP_TABLES,
            queries.TAKE_TOUCHED,
            queries.REACH_EVERYTHING if everything else queries.REACH,
            queries.OPEN_ITEMS,
            queries.SUSPECTS,
            queries.NEAR_DUPLICATES,
            "ANALYZE asked",
            queries.KEEP_QUESTIONS,
            queries.QUESTIONS_GO,
            queries.KEEP_ITEMS,
            queries.DROP_TABLES,
        ):
            cursor.execute(statement, values if "%(" in statement else None)
    Kept.objects.update_or_create(
        pk=True, defaults={"as_at": on, "refresh_id": refresh_id}
    )


def _refresh() -> int:
    """The last working out of the gaps, with which suspect prices change."""
    return Refresh.objects.aggregate(last=Max("pk"))["last"] or 0
