"""Events of the audit record are sealed, and the seal has its place in the chain."""

from datetime import datetime

from django.db import connection, transaction

from trusts.chain_queries import NEWEST_SEALED, SEAL

_LOCK = 7_802  # whoever seals does so alone
AT_ONCE = 10_000  # events under one seal
# Numbers are given out before a transaction ends: an event may come to light below
# others that are sealed already. So far back is looked each minute; the rest at night.
LOOK_BACK = 100_000


def seal_events(*, at: datetime, look_back: int | None = LOOK_BACK) -> int:
    """Seal the events that have no seal, of the newest or (None) of all; their number.

    Each seal is a transaction of its own.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEWEST_SEALED)
        newest = cursor.fetchone()[0]
    after = 0 if look_back is None else max(newest - look_back, 0)
    total, sealed = 0, AT_ONCE
    while sealed == AT_ONCE:
        sealed, after = _seal(after, at)
        total += sealed
    return total


@transaction.atomic
def _seal(after: int, at: datetime) -> tuple[int, int]:
    """How many of the events after a number were sealed now, and the last of them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(SEAL, {"after": after, "at_once": AT_ONCE, "at": at})
        return cursor.fetchone()
