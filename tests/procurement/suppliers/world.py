"""Two suppliers of gloves: Kestrel sells most of them, Osprey the rest and gowns."""

from datetime import date
from decimal import Decimal

from django.db import connection

from catalogue.products.models import Supplier
from catalogue.purchases.models import Item
from catalogue.spend.actions import keep_spend
from procurement.gaps.models import Gap
from procurement.suppliers.actions import keep_suppliers
from tests import region
from tests.factories import make_organisation
from tests.procurement.gaps import world as gap_world

DAY = gap_world.DAY


def supplier(name: str) -> Supplier:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name_key(%s)", [name])
        (key,) = cursor.fetchone()
    return Supplier.objects.get_or_create(name_key=key, defaults={"name": name})[0]


def fill() -> Gap:
    """Everybody's gloves are Kestrel's. Northgate buys a few of Osprey too, and gowns
    that nobody can compare; Southmere writes Kestrel differently and buys gowns of
    Osprey. Answers Northgate's gap on gloves, worth £1,950.00 a year."""
    gap_world.fill()
    northgate, southmere = make_organisation(), make_organisation("SMR")
    kestrel, osprey = supplier("Kestrel Medical Ltd"), supplier("Osprey")
    Item.objects.update(supplier=kestrel, supplier_name="Kestrel Medical Ltd")
    Item.objects.filter(organisation=southmere).update(supplier_name="KESTREL MEDICAL")
    gloves = Gap.objects.get(organisation=northgate).product
    buy(northgate, gloves, osprey, "65.00", eaches=1000)
    gowns = region.product("Gowns, sterile")
    buy(northgate, gowns, osprey, "300.00")
    buy(southmere, gowns, osprey, "200.00")
    keep(everything=True)
    return Gap.objects.get(organisation=northgate, product=gloves)


def buy(organisation, product, of: Supplier, value: str, *, on=None, eaches=1) -> Item:
    """One order line of a new item, for one unit of purchase."""
    item = region.item(organisation, product, eaches=eaches)
    item.supplier, item.supplier_name, item.category = of, of.name, "EC-GLOVES"
    item.save(update_fields=["supplier", "supplier_name", "category"])
    region.buy(item, [(on or date(2026, 8, 3), 1, Decimal(value))])
    return item


def keep(*, everything: bool = False) -> None:
    keep_spend(everything=everything)
    keep_suppliers(on=DAY, at=region.AT, everything=everything)
