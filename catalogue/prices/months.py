"""What each trust paid for a product, month by month."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from catalogue.products.models import Product
from trusts.models import Membership
from trusts.permissions import Permission

MONTHS = 24

# The product's items first, then their lines by the index (item, date) of each month's
# partition; the two dates leave the other partitions out. A month's price is net value
# over eaches of its price evidence, as the price paid is.
MONTHLY_PRICES = """
SELECT m.organisation_id, date_trunc('month', l.order_date)::date,
    round(sum(l.net_value) / sum(l.quantity * m.eaches), 6)
FROM matching_match AS m
JOIN purchases_line AS l ON l.item_id = m.item_id
WHERE m.product_id = %(product)s AND m.eaches IS NOT NULL
    AND l.is_live AND l.kind = 'O' AND l.quantity > 0
    AND l.order_date >= %(first)s AND l.order_date <= %(on)s
    AND (%(sees_region)s OR m.organisation_id = %(own)s OR NOT EXISTS (
        SELECT FROM prices_confidentialprice AS c
        JOIN products_product AS p ON p.id = c.product_id
        WHERE c.ended_at IS NULL AND c.organisation_id = m.organisation_id
            AND coalesce(p.merged_into_id, p.id) = m.product_id))
GROUP BY m.organisation_id, date_trunc('month', l.order_date)
"""


@dataclass(frozen=True, slots=True)
class MonthPrice:
    """Pounds ex VAT per each that an organisation paid in a month (its first day)."""

    organisation_id: int
    month: date
    price_each: Decimal


def months_to(on: date) -> list[date]:
    """The first days of the last 24 months, that of `on` the last of them."""
    last = on.year * 12 + on.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(last - MONTHS + 1, last + 1)]


def monthly_prices(
    product: Product, *, member: Membership, on: date
) -> list[MonthPrice]:
    """Side by side, so for those alone who may see what other trusts pay; without what
    another trust keeps confidential: bands by the month would close in on the price."""
    if not member.may(Permission.PRICES_PEER_VIEW):
        return []
    values: dict[str, Any] = {
        "product": product.pk,
        "first": months_to(on)[0],
        "on": on,
        "own": member.organisation_id,
        "sees_region": member.sees_region,
    }
    with connection.cursor() as cursor:
        cursor.execute(MONTHLY_PRICES, values)
        rows = [MonthPrice(*row) for row in cursor.fetchall()]
    return [row for row in rows if row.price_each > 0]
