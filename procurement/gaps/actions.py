"""Working out gaps: of everything or of what imports touched, live or of a past day."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction

from catalogue.matching.actions import is_behind, match_items
from catalogue.matching.models import TouchedProduct
from catalogue.prices.actions import (
    end_confidential_prices,
    keep_confidential_when_parted,
    keep_prices,
    work_out_prices,
)
from catalogue.prices.bands import STEPS
from catalogue.spend.actions import keep_spend
from procurement.gaps import merge_queries, queries, seen_queries
from procurement.gaps.models import Refresh, Snapshot, Worklist
from procurement.gaps.models.work import GROWN

# Only one refresh at a time, whatever the number of workers.
_LOCK = 7_301


@dataclass(frozen=True, slots=True)
class Refreshed:
    """Listed gaps and suspect prices as at a day; pounds a year."""

    on: date
    listed: int
    gap_value: Decimal
    suspects: int


@transaction.atomic
def refresh_gaps(*, on: date, at: datetime) -> Refreshed:
    """Make the live gaps of every trust agree with the lines. Safe to run twice."""
    _start()
    keep_confidential_when_parted(at=at)
    import_ids = _take_touched()[0]
    return _refresh(on=on, at=at, import_ids=import_ids, touched_only=False)


@transaction.atomic
def refresh_touched_gaps(*, at: datetime) -> Refreshed | None:
    """The same for the products that were touched since; None if there were none.

    Stands as at the worklist's day, so that one list never mixes two days.
    """
    _start()
    worklist = Worklist.objects.first()
    if worklist is None:
        return None
    keep_confidential_when_parted(at=at)
    import_ids, products = _take_touched()
    if not products:
        return None
    return _refresh(on=worklist.as_at, at=at, import_ids=import_ids, touched_only=True)


@transaction.atomic
def make_snapshot(*, on: date, at: datetime) -> Refreshed:
    """Keep the gaps as at a past day, as known now. The live gaps stay as they are."""
    refreshed = work_out_findings(on=on)
    snapshot = Snapshot.objects.create(on=on, made_at=at)
    with connection.cursor() as cursor:
        for statement in (seen_queries.SNAPSHOT_GAPS, queries.SNAPSHOT_SUSPECTS):
            cursor.execute(statement, {"snapshot_id": snapshot.pk})
    drop_findings()
    return refreshed


def work_out_findings(*, on: date) -> Refreshed:
    """What the gap rule says of everything as at a day, as known now, left in tables of
    the session until `drop_findings`. Nothing is kept. The caller holds the
    transaction; no refresh runs meanwhile."""
    _start()
    work_out_prices(on=on, touched_only=False)
    return _find(on=on)


def drop_findings() -> None:
    with connection.cursor() as cursor:
        cursor.execute(queries.DROP_FINDINGS)
        cursor.execute(seen_queries.DROP_SEEN)


def catch_up(*, on: date, at: datetime) -> bool:
    """Do what is undone: match touched items, refresh touched products, and the whole
    worklist if it stands as at an earlier day; then sum what was spent. Answers whether
    there was anything."""
    busy = end_confidential_prices(on=on, at=at)
    if is_behind():
        # In one step, so that no item stands where its price is not confidential yet.
        with transaction.atomic():
            match_items()
            keep_confidential_when_parted(at=at)
        busy = True
    if not Worklist.objects.filter(as_at__gte=on).exists():
        refresh_gaps(on=on, at=at)
        busy = True
    elif TouchedProduct.objects.exists():
        refresh_touched_gaps(at=at)
        busy = True
    return keep_spend() or busy


def _start() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(queries.DROP_FINDINGS)
        cursor.execute(seen_queries.DROP_SEEN)
        cursor.execute(queries.DROP_TABLES)


def _take_touched() -> tuple[list[int], int]:
    """Take the touched products into the session; answers the imports that were the
    cause, and how many products there are."""
    with connection.cursor() as cursor:
        cursor.execute(queries.TOUCHED_TABLE)
        cursor.execute(queries.TAKE_TOUCHED)
        import_ids, products = cursor.fetchone()
        cursor.execute("ANALYZE touched_product")
    return import_ids, products


def _refresh(
    *, on: date, at: datetime, import_ids: list[int], touched_only: bool
) -> Refreshed:
    work_out_prices(on=on, touched_only=touched_only)
    keep_prices(touched_only=touched_only)
    refreshed = _find(on=on)
    refresh = Refresh.objects.create(
        refreshed_at=at,
        as_at=on,
        is_of_everything=not touched_only,
        import_ids=import_ids,
    )
    _keep(refresh, on=on, of_touched=queries.OF_TOUCHED if touched_only else "")
    if not touched_only:
        Worklist.objects.update_or_create(
            pk=True, defaults={"as_at": on, "refreshed_at": at}
        )
    return refreshed


def _find(*, on: date) -> Refreshed:
    values: dict[str, Any] = {
        "least_value": Decimal(settings.GAP_LEAST_VALUE),
        "least_percent": Decimal(settings.GAP_LEAST_PERCENT),
        "steps": STEPS,
    }
    with connection.cursor() as cursor:
        cursor.execute(queries.PRICES_JUDGED)
        cursor.execute(queries.FINDINGS.replace("{seen}", ""), values)
        cursor.execute(seen_queries.COMPARISON)
        is_any_hidden = cursor.rowcount > 0
        for statement in (
            seen_queries.AS_SEEN if is_any_hidden else seen_queries.AS_IT_IS
        ):
            cursor.execute(statement, values)
        cursor.execute(queries.FOUND)
        return Refreshed(on, *cursor.fetchone())


def _keep(refresh: Refresh, *, on: date, of_touched: str) -> None:
    values: dict[str, Any] = {
        "on": on,
        "at": refresh.refreshed_at,
        "refresh_id": refresh.pk,
        "act": uuid4(),
        "grown": GROWN,
    }
    with connection.cursor() as cursor:
        for statement in (
            queries.LOCK_GAPS,
            queries.COMPARE,
            queries.GAPS_OPEN_AGAIN,
            queries.KEEP_GAPS,
            queries.GAPS_GO,
            queries.KEEP_CHANGES,
            queries.KEEP_STEPS,
            queries.DROP_SUSPECTS,
            queries.KEEP_SUSPECTS,
            *seen_queries.KEEP,
            queries.COUNT_CHANGES,
        ):
            cursor.execute(statement.replace("{of_touched}", of_touched), values)
        refresh.found, refresh.grew, refresh.shrank, refresh.gone = cursor.fetchone()
        of_merged = merge_queries.OF_TOUCHED if of_touched else ""
        for statement in merge_queries.STATEMENTS:
            cursor.execute(statement.replace("{of_touched}", of_merged), values)
        cursor.execute(queries.DROP_FINDINGS)
        cursor.execute(seen_queries.DROP_SEEN)
        cursor.execute(queries.DROP_TABLES)
    refresh.save(update_fields=["found", "grew", "shrank", "gone"])
