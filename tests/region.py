"""A small region made straight in the tables, for tests of what stands on lines."""

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import connection

from catalogue.matching.models import Match
from catalogue.products.models import Product
from catalogue.purchases.models import (
    Import,
    ImportState,
    Item,
    LineKey,
    PurchaseLine,
)
from trusts.models import Organisation

AT = datetime(2026, 9, 30, 12, tzinfo=UTC)


def trust(code: str) -> Organisation:
    """The acute trust with this code, made if need be."""
    return Organisation.objects.get_or_create(
        code=code, defaults={"name": f"{code} Hospitals", "kind": "acute"}
    )[0]


def product(description: str) -> Product:
    return Product.objects.get_or_create(
        description=description, defaults={"is_declared": False}
    )[0]


def item(organisation: Organisation, of: Product, *, eaches: int | None = 1) -> Item:
    """An item of the trust, matched to the product in a pack of `eaches`."""
    words = dict.fromkeys(ITEM_TEXTS, "") | {"description": of.description}
    made = Item.objects.create(
        organisation=organisation,
        digest=uuid.uuid4(),
        is_carriage=False,
        first_import=_any_import(organisation),
        **words,
    )
    Match.objects.create(
        item=made,
        organisation=organisation,
        product=of,
        tier="A",
        reason="GTIN",
        pack_status="known" if eaches else "unknown",
        eaches=eaches,
    )
    return made


ITEM_TEXTS = (
    "local_code",
    "description",
    "supplier_name",
    "supplier_part",
    "manufacturer_name",
    "mpc",
    "npc",
    "gtin",
    "unit_of_purchase",
    "pack_size",
    "category",
    "supplier_key",
    "manufacturer_key",
    "part_key",
    "npc_key",
    "gtin_key",
)


def _any_import(organisation: Organisation) -> Import:
    found = Import.objects.filter(organisation=organisation).order_by("pk").first()
    return found or Import.objects.create(
        organisation=organisation,
        file_name="made.csv",
        sha256="0" * 64,
        size=0,
        state=ImportState.DONE,
        uploaded_at=AT,
    )


def buy(
    of: Item, orders: Iterable[tuple[date, str | Decimal, str | Decimal]]
) -> list[PurchaseLine]:
    """Order lines of one item: date, quantity, net value in pounds ex VAT."""
    lines = []
    for on, *amounts in orders:
        quantity, value = map(Decimal, amounts)
        with connection.cursor() as cursor:
            cursor.execute("SELECT add_purchases_partition(%s)", [on.replace(day=1)])
            cursor.execute("SELECT nextval('purchases_line_id_seq')")
            (line_id,) = cursor.fetchone()
        line = PurchaseLine.objects.create(
            id=line_id,
            order_date=on,
            organisation=of.organisation,
            item=of,
            of_import=of.first_import,
            row_number=2,
            po_number=f"PO{line_id}",
            line_number="1",
            quantity=quantity,
            unit_price=value / quantity if quantity else Decimal(0),
            net_value=value,
            kind=_kind(quantity, value),
            is_live=True,
            contract_reference="",
            delivery_site="",
        )
        LineKey.objects.create(
            organisation_id=of.organisation_id,
            po_number=line.po_number,
            line_number=line.line_number,
            line_id=line_id,
            order_date=on,
            digest=uuid.uuid4(),
        )
        lines.append(line)
    return lines


def _kind(quantity: Decimal, value: Decimal) -> str:
    if quantity < 0 or value < 0:
        return "C"
    return "F" if value == 0 else "O"
