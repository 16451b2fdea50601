"""The gaps most worth acting on now, each with whom to ask first."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from catalogue.prices.visibility import items_on_any
from procurement.gaps import summaries
from procurement.gaps.models import Gap, GapQuerySet, GapStage
from procurement.gaps.whose import awake
from trusts.models import Membership

SHOWN = 5
_BEFORE_TALKS = (GapStage.OPEN, GapStage.ASSIGNED)


@dataclass(frozen=True, slots=True)
class Best:
    """A gap and who sells the product to the trust; `sells_for_less` where that
    supplier is the one who gives another trust the lowest price."""

    gap: Gap
    suppliers: tuple[str, ...]
    sells_for_less: bool


def best_to_act_on(gaps: GapQuerySet, *, member: Membership, on: date) -> list[Best]:
    """The listed gaps of most value that wait for a first step: no talks have begun,
    and nobody has put them off."""
    waiting = awake(gaps.filter(stage__in=_BEFORE_TALKS), on=on)
    largest = waiting.order_by("-gap_value", "-pk")
    found = list(largest.select_related(*summaries.NAMES)[:SHOWN])
    sellers = _sellers([gap.product_id for gap in found], member=member)
    return [_best(gap, sellers) for gap in found]


def _best(gap: Gap, sellers: dict[tuple[int, int], dict[int, str]]) -> Best:
    own = sellers[gap.product_id, gap.organisation_id]
    lowest = sellers[gap.product_id, gap.lowest_organisation_id or 0]
    same = own.keys() & lowest.keys()
    names = {own[number] for number in same or own}
    return Best(gap, tuple(sorted(names - {""})), bool(same))


def _sellers(
    products: list[int], *, member: Membership
) -> dict[tuple[int, int], dict[int, str]]:
    """By product and trust: each known supplier with what the trust calls it."""
    sellers: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
    for match in items_on_any(products, member=member).exclude(eaches=None):
        item = match.item
        if item.supplier_id is not None:
            place = (match.product_id or 0, match.organisation_id)
            sellers[place][item.supplier_id] = item.supplier_name
    return sellers
