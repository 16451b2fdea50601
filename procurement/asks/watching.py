"""Whether an agreed price is kept: what order lines say since the day it began.

A line counts when it is a live order of that trust, from that supplier, on an item that
is matched to the product in a known pack. Items stand on what a product or supplier was
merged into, so the price is held there too. It keeps the price when it is no dearer
than the price plus half a per cent, since a price of a pack is rounded to pence.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import F, Q, QuerySet

from catalogue.matching.models import PackStatus
from catalogue.purchases.models import LineKind, PurchaseLine
from procurement.asks.models import AgreedPrice
from procurement.asks.models.agreed import AgreedPriceQuerySet
from trusts.models import Membership

TOLERANCE = Decimal("1.005")
SOON = timedelta(days=90)  # before a price runs out

# By items of the product, so that each price costs a few look-ups in the lines' index.
WATCH = """
SELECT a.id, count(*), count(*) FILTER (WHERE paid.value > paid.most),
    coalesce(sum(paid.value - paid.agreed) FILTER (WHERE paid.value > paid.most), 0),
    max(line.order_date)
FROM asks_agreedprice AS a
JOIN products_product AS product ON product.id = a.product_id
JOIN products_supplier AS supplier ON supplier.id = a.supplier_id
JOIN matching_match AS match
    ON match.product_id = coalesce(product.merged_into_id, product.id)
    AND match.organisation_id = a.organisation_id AND match.pack_status = 'known'
JOIN purchases_item AS item
    ON item.id = match.item_id
    AND item.supplier_id = coalesce(supplier.merged_into_id, supplier.id)
JOIN purchases_line AS line ON line.item_id = item.id AND line.is_live
    AND line.kind = 'O' AND line.quantity > 0 AND line.order_date >= a.from_on
    AND (a.until_on IS NULL OR line.order_date < a.until_on)
CROSS JOIN LATERAL (SELECT line.net_value AS value,
    line.quantity * match.eaches * a.price_each AS agreed,
    line.quantity * match.eaches * a.price_each * %(tolerance)s AS most) AS paid
WHERE a.id = ANY(%(prices)s)
GROUP BY a.id
"""


@dataclass(frozen=True, slots=True)
class Watch:
    """How many order lines there are since, how many are dearer than agreed, by how
    many pounds together, and the day of the last."""

    lines: int = 0
    above: int = 0
    too_much: Decimal = Decimal(0)
    last_on: date | None = None

    @property
    def state(self) -> str:
        if not self.lines:
            return "quiet"
        return "above" if self.above else "kept"


def watched(prices: Iterable[int]) -> dict[int, Watch]:
    """What became of prices, by their ids; those without an order since are not in."""
    with connection.cursor() as cursor:
        cursor.execute(WATCH, {"prices": list(prices), "tolerance": TOLERANCE})
        return {row[0]: Watch(*row[1:]) for row in cursor.fetchall()}


def lines_since(price: AgreedPrice, *, member: Membership) -> QuerySet[PurchaseLine]:
    """The lines that an agreed price is held against, the newest first; each with its
    `price_each`, and `too_much`: the pounds above what was agreed."""
    until = Q(order_date__lt=price.until_on) if price.until_on else Q()
    product, supplier = price.product, price.supplier
    agreed = F("quantity") * F("item__match__eaches") * price.price_each
    lines = PurchaseLine.objects.visible_to(member).live()
    return (
        lines.filter(
            until,
            kind=LineKind.ORDER,
            quantity__gt=0,
            order_date__gte=price.from_on,
            organisation=price.organisation_id,
            item__supplier=supplier.merged_into_id or supplier.pk,
            item__match__product=product.merged_into_id or product.pk,
            item__match__pack_status=PackStatus.KNOWN,
        )
        .annotate(
            price_each=F("net_value") / (F("quantity") * F("item__match__eaches")),
            too_much=F("net_value") - agreed,
            is_above=Q(net_value__gt=agreed * TOLERANCE),
        )
        .select_related("item")
        .order_by("-order_date", "-id")
    )


def running_out(prices: AgreedPriceQuerySet, *, on: date) -> AgreedPriceQuerySet:
    """Those in force that no longer hold within 90 days."""
    return prices.in_force(on=on).filter(until_on__lte=on + SOON)
