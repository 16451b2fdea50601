"""What merging two, or parting them again, would change: worked out by doing it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from catalogue.matching.actions import merge, split
from catalogue.matching.models import Match
from catalogue.matching.rules import standing_with
from catalogue.products.models import (
    Equivalence,
    Kind,
    ManufacturerName,
    Merge,
    PartCode,
)
from catalogue.purchases.models import Item
from procurement.gaps.summaries import as_at
from procurement.sameness.effects import Effects, effects_of
from procurement.sameness.supplier_effects import SupplierEffect, supplier_effects_of
from procurement.sameness.trying import CannotTry, a_still_region
from trusts.models import Membership
from trusts.permissions import Permission

# Items on either side, or with one of the names: more are not matched while one waits.
MOST_ITEMS = 20_000
MOST_CODES = 50


@dataclass(frozen=True, slots=True)
class Preview:
    """What would change as at a day. `why_not` says why that cannot be told."""

    on: date
    effects: Effects | None = None
    suppliers: tuple[SupplierEffect, ...] = ()
    why_not: str = ""


def preview_merge(
    kind: Kind, from_id: int, into_id: int, *, member: Membership, at: datetime
) -> Preview:
    """Of a merge that the rules allow."""
    ids = standing_with(kind, from_id) | standing_with(kind, into_id)

    def do() -> Any:
        return merge(kind=kind, from_id=from_id, into_id=into_id, by=member, at=at)

    return _preview(kind, ids, do, member=member, at=at)


def preview_part(said: Merge, *, member: Membership, at: datetime) -> Preview:
    kind = Kind(said.kind)
    ids = standing_with(kind, said.from_id)
    return _preview(
        kind, ids, lambda: split(said, by=member, at=at), member=member, at=at
    )


def _preview(
    kind: Kind,
    ids: set[int],
    do: Callable[[], object],
    *,
    member: Membership,
    at: datetime,
) -> Preview:
    on = as_at() or timezone.localdate(at)
    if why_not := _why_too_many(kind, ids):
        return Preview(on, why_not=why_not)
    try:
        with a_still_region(at=at):
            if kind == Kind.SUPPLIER:
                rows = supplier_effects_of(do, ids, on=on, at=at)
                preview = Preview(on, suppliers=tuple(rows))
            else:
                effects = effects_of(
                    do,
                    member=member,
                    on=on,
                    at=at,
                    names_trusts=member.may(Permission.PRICES_PEER_VIEW),
                    shows_gaps=member.may(Permission.GAPS_VIEW),
                )
                preview = Preview(on, effects)
    except CannotTry as reason:
        return Preview(on, why_not=str(reason))
    return preview


def _why_too_many(kind: Kind, ids: set[int]) -> str:
    if kind == Kind.SUPPLIER:
        return ""  # its order lines count, not its items
    if kind == Kind.PRODUCT:
        on_them = Q(product__in=ids) | Q(code_product__in=ids)
        items = Match.objects.filter(on_them)[: MOST_ITEMS + 1].count()
    else:
        keys = ManufacturerName.objects.filter(manufacturer__in=ids)
        named = Item.objects.live().filter(manufacturer_key__in=keys.values("name_key"))
        items = named[: MOST_ITEMS + 1].count()
    if items <= MOST_ITEMS:
        return ""
    return (
        f"More than {MOST_ITEMS:,} items carry one of these: too many to match and "
        "price while you wait, so what would change is not shown. It can be undone."
    )


def codes_of_two(from_id: int, into_id: int) -> list[str]:
    """Part codes that would lead to two products, if these manufacturers were one:
    an item that carries such a code alone would be on neither."""
    one, other = (standing_with(Kind.MANUFACTURER, n) for n in (from_id, into_id))
    theirs = PartCode.objects.filter(manufacturer__in=other)
    codes = PartCode.objects.filter(
        manufacturer__in=one, part_key__in=theirs.values("part_key")
    )
    return sorted({*codes.values_list("part_key", flat=True)})[:MOST_CODES]


def said_of_both(from_id: int, into_id: int) -> list[Equivalence]:
    """Where a person said that one may, or may not, stand in for the other: then they
    held them for two."""
    one, other = (standing_with(Kind.PRODUCT, n) for n in (from_id, into_id))
    said = Equivalence.objects.in_force().select_related("said_by__user")
    pairs = Q(product__in=one, other__in=other) | Q(product__in=other, other__in=one)
    return list(said.filter(pairs))
