"""What a correction reaches: the products it touches, the money behind it."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from catalogue.matching.models import Match, TouchedProduct
from catalogue.prices import queries
from catalogue.prices.models import CorrectionScope
from catalogue.prices.targets import Target
from catalogue.purchases.models import Item, LineKey, PurchaseLine
from trusts.models import Membership, Organisation


def line_standing_for(
    organisation: Organisation, po_number: str, line_number: str
) -> PurchaseLine | None:
    """The live order line that stands for the one so named now."""
    key = LineKey.objects.filter(
        organisation_id=organisation.pk, po_number=po_number, line_number=line_number
    ).first()
    if key is None:
        return None
    return (
        PurchaseLine.objects.filter(id=key.line_id, order_date=key.order_date)
        .live()
        .select_related("item", "organisation")
        .first()
    )


def item_of(target: Target) -> Item | None:
    """The item of a line or of an item; None of anything wider."""
    if target.scope != CorrectionScope.LINE or target.organisation is None:
        return target.item
    line = line_standing_for(target.organisation, target.po_number, target.line_number)
    return line.item if line else None


def touch(target: Target) -> None:
    """Have the prices and gaps worked out again that a correction of this reaches."""
    if target.product is not None:
        merged_into = target.product.merged_into_id
        product_id: int | None = merged_into or target.product.pk
    else:
        match = Match.objects.filter(item=item_of(target)).first()
        product_id = match.product_id if match else None
    if product_id is not None:
        TouchedProduct.objects.create(
            product_id=product_id,
            organisation_id=target.organisation.pk if target.organisation else None,
            import_id=0,
        )


def least_price(target: Target, *, on: date) -> tuple[int, Decimal | None]:
    """How many lines of the 12 months to `on` make a price and are meant, and the least
    that one of them paid, in pounds per each."""
    values: dict[str, Any] = {
        name: getattr(value, "pk", value) for name, value in target.fields.items()
    }
    with connection.cursor() as cursor:
        cursor.execute(queries.LEAST_PRICE, {**values, "on": on})
        return cursor.fetchone()


def values_behind(
    ids: Collection[int], *, member: Membership, on: date
) -> dict[int, Decimal]:
    """Pounds ex VAT that the member's trust, or the region, spent in 12 months on the
    lines of each correction, by its id."""
    values = {
        "ids": list(ids),
        "organisation": None if member.sees_region else member.organisation_id,
        "on": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(queries.VALUES, values)
        return dict(cursor.fetchall())
