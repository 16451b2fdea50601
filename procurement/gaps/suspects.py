"""Suspect prices with what speaks for a wrong pack: both sides' prices and packs."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DecimalField, ExpressionWrapper, F

from catalogue.matching.models import Match
from catalogue.prices.models import PricePaid
from catalogue.prices.visibility import items_on_any
from procurement.gaps.explaining import median, suspicion
from procurement.gaps.models import SuspectPrice, SuspectQuerySet
from trusts.models import Membership
from trusts.paging import Order, read_decimal

LARGEST_SPEND = Order("spend", True, read_decimal)


@dataclass(frozen=True, slots=True)
class SuspectShown:
    """A suspect price; `others_price` is the median of what other trusts pay, `others`
    how many they are. Packs are eaches in a unit of purchase with what said so."""

    suspect: SuspectPrice
    why: str
    others: int
    others_price: Decimal | None
    own_items: tuple[Match, ...]
    others_packs: tuple[int, ...]


def by_spend(suspects: SuspectQuerySet) -> SuspectQuerySet:
    """With what each trust spends in 12 months at its suspect price."""
    spend = ExpressionWrapper(
        F("price_each") * F("units_12m"),
        output_field=DecimalField(max_digits=60, decimal_places=15),
    )
    return suspects.annotate(spend=spend).select_related(
        "organisation", "product__manufacturer__merged_into"
    )


def explained(
    suspects: Sequence[SuspectPrice], *, member: Membership
) -> list[SuspectShown]:
    """Each suspect beside what the member may see of the other trusts'."""
    products = {suspect.product_id for suspect in suspects}
    prices: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for price in PricePaid.objects.visible_to(member).filter(
        product__in=products, price_each__isnull=False
    ):
        prices[price.product_id][price.organisation_id] = price.price_each or Decimal(0)
    items: dict[int, list[Match]] = defaultdict(list)
    for match in items_on_any(products, member=member):
        items[match.product_id or 0].append(match)
    return [
        _shown(each, prices[each.product_id], items[each.product_id])
        for each in suspects
    ]


def _shown(
    suspect: SuspectPrice, prices: dict[int, Decimal], items: list[Match]
) -> SuspectShown:
    place = suspect.organisation_id
    others = [price for payer, price in prices.items() if payer != place]
    packs = {m.eaches for m in items if m.organisation_id != place and m.eaches}
    return SuspectShown(
        suspect=suspect,
        why=suspicion(suspect.price_each, others),
        others=len(others),
        others_price=median(others) if others else None,
        own_items=tuple(match for match in items if match.organisation_id == place),
        others_packs=tuple(sorted(packs)),
    )
