"""A person says that two products, manufacturers or suppliers are one, or are not.

A merge moves nothing: where each row stands is worked out along the merges in force, so
that parting them gives back exactly what was, whatever was done meanwhile.
"""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from catalogue.matching import rules
from catalogue.products.models import Kind, Merge, SaidDifferent
from trusts import audit
from trusts.models import Membership
from trusts.rules import refuse

# Only one merge at a time: two could close a circle. The number is this room's alone.
_LOCK = 7_202

# Each one's last place along the merges in force. Few rows, and no circle: a merge into
# what already stands with it is refused.
STAND = """
WITH RECURSIVE way AS (
    SELECT m.from_id AS id, m.into_id AS at FROM products_merge AS m
    WHERE m.kind = %(kind)s AND m.ended_at IS NULL
    UNION ALL
    SELECT w.id, m.into_id FROM way AS w JOIN products_merge AS m
        ON m.from_id = w.at AND m.kind = %(kind)s AND m.ended_at IS NULL
), root AS (
    SELECT w.id, w.at AS root_id FROM way AS w WHERE NOT EXISTS (
        SELECT FROM products_merge AS m WHERE m.from_id = w.at
            AND m.kind = %(kind)s AND m.ended_at IS NULL)
), now AS (
    SELECT t.id, r.root_id FROM {table} AS t LEFT JOIN root AS r USING (id)
    WHERE t.id = ANY(%(ids)s)
)
UPDATE {table} AS t SET merged_into_id = n.root_id FROM now AS n
WHERE t.id = n.id AND t.merged_into_id IS DISTINCT FROM n.root_id
"""

# Whatever leads to one of them is looked at again: items on it, and items that carry
# its codes and are on nothing.
LOOK_AGAIN = """
INSERT INTO products_touched_code (kind, key)
SELECT %(letter)s, unnest(%(ids)s::bigint[])::text
"""
LOOK_AGAIN_BY_CODES = """
INSERT INTO products_touched_code (kind, key)
SELECT 'G', gtin FROM products_pack WHERE product_id = ANY(%(ids)s)
UNION ALL SELECT 'N', npc FROM products_nationalcode WHERE product_id = ANY(%(ids)s)
UNION ALL SELECT 'P', part_key FROM products_partcode WHERE product_id = ANY(%(ids)s)
"""
_LETTERS = {Kind.PRODUCT: "D", Kind.MANUFACTURER: "M", Kind.SUPPLIER: "S"}


@transaction.atomic
def merge(
    *,
    kind: Kind,
    from_id: int,
    into_id: int,
    by: Membership | None,
    at: datetime,
    reason: str = "",
) -> Merge:
    """The first stands under the second from now on. Raises Refused."""
    one_at_a_time()
    refuse(rules.why_not_merge(kind, from_id, into_id))
    ids = rules.standing_with(kind, from_id) | rules.standing_with(kind, into_id)
    said = Merge.objects.create(
        kind=kind,
        from_id=from_id,
        into_id=into_id,
        reason=reason,
        merged_at=at,
        merged_by=by,
    )
    _stand(kind, ids)
    _record("merged", said, by=by, at=at)
    return said


@transaction.atomic
def split(
    said: Merge, *, by: Membership | None, at: datetime, reason: str = ""
) -> None:
    """Part what a merge joined, and only that; later merges of either stay. Raises
    Refused."""
    one_at_a_time()
    said = Merge.objects.select_for_update().get(pk=said.pk)
    refuse("These were parted already." if said.ended_at else "")
    ids = rules.standing_with(Kind(said.kind), said.from_id)
    said.ended_at, said.ended_by, said.ended_reason = at, by, reason
    said.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    _stand(Kind(said.kind), ids)
    _record("parted", said, by=by, at=at)


@transaction.atomic
def say_different(
    *,
    kind: Kind,
    one_id: int,
    other_id: int,
    by: Membership | None,
    at: datetime,
    note: str = "",
) -> SaidDifferent:
    """Remember for ever that two are not the same. Raises Refused."""
    one_at_a_time()
    refuse(rules.why_not_say_different(kind, one_id, other_id))
    low, high = sorted((one_id, other_id))
    said = SaidDifferent.objects.create(
        kind=kind, low_id=low, high_id=high, note=note, said_at=at, said_by=by
    )
    _record_different("said_different", said, by=by, at=at)
    return said


@transaction.atomic
def take_back_different(
    said: SaidDifferent, *, by: Membership | None, at: datetime
) -> None:
    """It was wrong that they are not the same. Raises Refused."""
    said = SaidDifferent.objects.select_for_update().get(pk=said.pk)
    refuse("This was taken back already." if said.ended_at else "")
    said.ended_at, said.ended_by = at, by
    said.save(update_fields=["ended_at", "ended_by"])
    _record_different("said_different_taken_back", said, by=by, at=at)


def one_at_a_time() -> None:
    """Hold what is said of pairs to others until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _stand(kind: Kind, ids: set[int]) -> None:
    table = rules.rows_of(kind)._meta.db_table
    values: dict[str, Any] = {"kind": kind, "ids": list(ids), "letter": _LETTERS[kind]}
    with connection.cursor() as cursor:
        cursor.execute(STAND.format(table=table), values)
        cursor.execute(LOOK_AGAIN, values)
        if kind == Kind.PRODUCT:
            cursor.execute(LOOK_AGAIN_BY_CODES, values)


def _record(what: str, said: Merge, *, by: Membership | None, at: datetime) -> None:
    kind = Kind(said.kind)
    rows = rules.rows_of(kind).objects.in_bulk([said.from_id, said.into_id])
    audit.record(
        f"{kind.lower()}s_{what}",
        target=rows[said.from_id],
        by=by,
        at=at,
        into=str(rows[said.into_id]),
        numbers=[said.from_id, said.into_id],
        reason=said.ended_reason if said.ended_at else said.reason,
    )


def _record_different(
    action: str, said: SaidDifferent, *, by: Membership | None, at: datetime
) -> None:
    rows = rules.rows_of(Kind(said.kind)).objects.in_bulk([said.low_id, said.high_id])
    audit.record(
        action,
        target=rows[said.low_id],
        by=by,
        at=at,
        other=str(rows[said.high_id]),
        numbers=[said.low_id, said.high_id],
        note=said.note,
    )
