"""What rolling an import back does, worked out by doing it and undoing that.

All of it happens in one transaction, under the locks of a rollback, of matching and of
the gaps, and is rolled back at the end: so the figures are what will happen, not what
somebody thinks will.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction

from catalogue.matching.actions import match_items
from catalogue.matching.actions.matching import is_behind
from catalogue.matching.models import TouchedProduct
from catalogue.purchases import rolling_back
from catalogue.purchases.actions.states import move
from catalogue.purchases.models import Import, ImportState
from catalogue.purchases.rollback_effects import (
    LineEffect,
    effect_on_items,
    effect_on_lines,
)
from procurement.gaps.actions import refresh_touched_gaps
from procurement.gaps.models import GapChange, Refresh, Worklist

PRICES_BEFORE = """
DROP TABLE IF EXISTS paid_before;
CREATE TEMP TABLE paid_before AS
SELECT product_id, organisation_id, price_each FROM prices_pricepaid
WHERE price_each IS NOT NULL
    AND product_id IN (SELECT product_id FROM matching_touched_product)
"""
PRICES = """
SELECT count(*) FILTER (WHERE n.price_each IS NULL),
    count(*) FILTER (WHERE b.price_each IS NULL),
    count(*) FILTER (WHERE b.price_each <> n.price_each)
FROM paid_before AS b
FULL JOIN (
    SELECT product_id, organisation_id, price_each FROM prices_pricepaid
    WHERE price_each IS NOT NULL AND product_id = ANY(%s)
) AS n USING (product_id, organisation_id)
"""


@dataclass(frozen=True, slots=True)
class GapEffect:
    """What happens to one gap; pounds a year."""

    organisation_id: int
    product_id: int
    description: str
    kind: str
    value_before: Decimal
    value_after: Decimal


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rollback does to lines, items, prices paid and gaps."""

    lines: LineEffect
    items_go: int
    items_return: int
    prices_go: int
    prices_come: int
    prices_change: int
    gaps: tuple[GapEffect, ...]
    basis: str


class _Undo(Exception):
    """Carries the figures out of the transaction that is rolled back."""

    def __init__(self, effect: Effect) -> None:
        self.effect = effect


def _ignore(step: str) -> None:
    """Nobody watches."""


def effect_of(
    of_import: Import, *, at: datetime, progress: Callable[[str], None] = _ignore
) -> Effect:
    """Work it out. Raises NotAllowed where the import cannot be rolled back."""
    try:
        with transaction.atomic():
            raise _Undo(_roll_back(of_import.pk, at=at, progress=progress))
    except _Undo as done:
        return done.effect


def basis_now() -> str:
    """What the figures are worked out from: every change of files, matches, decisions
    and prices changes it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(place), count(*) FILTER (WHERE state = 'ROLLED_BACK')"
            " FROM purchases_import"
        )
        place, rolled_back = cursor.fetchone()
    refresh = Refresh.objects.order_by("-pk").values_list("pk", flat=True).first()
    as_at = Worklist.objects.values_list("as_at", flat=True).first()
    behind = is_behind() or TouchedProduct.objects.exists()
    return f"{place} {rolled_back} {refresh} {as_at} {behind}"


def _roll_back(
    import_id: int, *, at: datetime, progress: Callable[[str], None]
) -> Effect:
    rolling_back.wait_for_others()
    rolling_back.lock_its_organisations(import_id)
    basis = basis_now()
    progress("Finishing what waits to be worked out already")
    _catch_up(at=at)
    progress("Taking the order lines back")
    of_import = Import.objects.get(pk=import_id)
    move(of_import, ImportState.ROLLED_BACK, rolled_back_at=at)
    lines = effect_on_lines(import_id)
    rolling_back.take_back(import_id)
    items_go, items_return = effect_on_items()
    progress("Matching the items, pricing and comparing")
    match_items()
    prices, gaps = _prices_and_gaps(at=at)
    return Effect(lines, items_go, items_return, *prices, gaps=gaps, basis=basis)


def _catch_up(*, at: datetime) -> None:
    match_items()
    refresh_touched_gaps(at=at)


def _prices_and_gaps(
    *, at: datetime
) -> tuple[tuple[int, int, int], tuple[GapEffect, ...]]:
    """Refresh what was touched; prices that go, come and change, and what became of
    the gaps."""
    products = list(TouchedProduct.objects.values_list("product_id", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(PRICES_BEFORE)
        refreshed = refresh_touched_gaps(at=at)
        cursor.execute(PRICES, [products])
        prices = cursor.fetchone()
        cursor.execute("DROP TABLE paid_before")
    if refreshed is None:
        return (0, 0, 0), ()
    newest = Refresh.objects.order_by("-pk").first()
    changes = GapChange.objects.filter(refresh=newest).select_related("gap__product")
    return prices, tuple(
        GapEffect(
            change.gap.organisation_id,
            change.gap.product_id,
            change.gap.product.description,
            change.kind,
            change.value_before,
            change.gap_value,
        )
        for change in changes.order_by("pk")
    )
