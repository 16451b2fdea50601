"""Events of the audit record are sealed, and the seal has its place in the chain."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from trusts.chain_queries import NEWEST_SEALED, SEAL
from trusts.models import AuditEvent, AuditSealed

_LOCK = 7_802  # whoever seals does so alone
AT_ONCE = 10_000  # events under one seal
# Numbers are given out before a transaction ends: an event may come to light below
# others that are sealed already. So far back is looked each minute; the rest at night.
LOOK_BACK = 100_000
LATE = timedelta(minutes=10)  # a seal is put on within a minute


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


def late_events(*, at: datetime) -> int:
    """How many events stand without a seal that should have had one long ago: since
    then whoever owns the tables could have changed them unseen."""
    unsealed = ~Exists(AuditSealed.objects.filter(event=OuterRef("pk")))
    return AuditEvent.objects.filter(unsealed, at__lt=at - LATE).count()


@transaction.atomic
def _seal(after: int, at: datetime) -> tuple[int, int]:
    """How many of the events after a number were sealed now, and the last of them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(SEAL, {"after": after, "at_once": AT_ONCE, "at": at})
        return cursor.fetchone()
