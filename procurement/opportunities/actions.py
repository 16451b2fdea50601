"""Keeping opportunities up to date with purchases, gaps and initiatives."""

from datetime import datetime

from django.db import connection, transaction

from procurement.opportunities import queries
from procurement.opportunities.models import Kept
from procurement.suppliers.models import Kept as SuppliersKept

# Only one at a time, whatever the number of workers. The number is this room's alone.
_LOCK = 7_601


@transaction.atomic
def keep_opportunities(*, at: datetime, everything: bool = False) -> bool:
    """Make every category's and supplier's figures agree with what they stand on, if
    any of it changed since; says whether so. Safe to run twice.

    Stands for the day and the year that suppliers' figures are kept for.
    """
    suppliers = SuppliersKept.objects.first()
    if suppliers is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        kept = None if everything else Kept.objects.first()
        purchases = _one(cursor, queries.PURCHASES_PRINT)
        gaps = _one(cursor, queries.GAPS_PRINT)
        has_bought = kept is None or kept.purchases_print != purchases
        if not has_bought and kept and kept.gaps_print == gaps:
            return False
        cursor.execute(queries.DROP_TABLES)
        for statement in queries.KEEP_PURCHASES if has_bought else ():
            cursor.execute(statement)
        for statement in queries.KEEP_OPPORTUNITIES:
            cursor.execute(statement, {"on": suppliers.as_at})
        cursor.execute(queries.DROP_TABLES)
    Kept.objects.update_or_create(
        pk=True,
        defaults={
            "as_at": suppliers.as_at,
            "purchases_print": purchases,
            "gaps_print": gaps,
            "kept_at": at,
        },
    )
    return True


def _one(cursor, statement: str):
    cursor.execute(statement)
    return cursor.fetchone()[0]
