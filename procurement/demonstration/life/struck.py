"""Deals as the order lines show them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from catalogue.products.models import Product
from catalogue.purchases.models import LineKind, PurchaseLine
from procurement.demonstration.deals import Deal
from trusts.models import Organisation

PRICE_DECIMALS = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Struck:
    """A deal as the trust's order lines show it; pounds per each."""

    trust: Organisation
    product: Product
    price_each: Decimal
    starts_on: date


def struck_deal(deal: Deal) -> Struck | None:
    """None where the lines show too little of it: no order before or after."""
    lines = PurchaseLine.objects.filter(
        organisation__code=deal.trust,
        item__local_code=deal.local_code,
        item__match__product__isnull=False,
        item__match__eaches__isnull=False,
        is_live=True,
        kind=LineKind.ORDER,
        quantity__gt=0,
    ).select_related("item__match__product", "organisation")
    after = lines.filter(order_date__gte=deal.starts_on).order_by("order_date", "id")
    first = after.first()
    before = lines.filter(order_date__lt=deal.starts_on)
    if first is None or not before.exists():
        return None
    match = first.item.match
    assert match.product  # as the lines were asked for
    assert match.eaches
    same = after.filter(item=first.item)[:5]
    price_each = min(line.net_value / line.quantity / match.eaches for line in same)
    return Struck(
        first.organisation,
        match.product,
        price_each.quantize(PRICE_DECIMALS),
        deal.starts_on,
    )
