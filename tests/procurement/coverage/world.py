"""Four trusts' months, kept as spend: one fresh, one stale, one with a month missing,
one that never gave anything."""

from datetime import date, timedelta

from catalogue.products.models import Supplier
from catalogue.spend.actions import keep_spend
from procurement.gaps.models import Worklist
from tests import region
from tests.factories import make_organisation

DAY = date(2026, 9, 30)
HOSTILE = "=1+1<script>alert(1)</script>"


def fill() -> None:
    Worklist.objects.create(as_at=DAY, refreshed_at=region.AT)
    northgate, southmere = make_organisation(), make_organisation("SMR", "Southmere")
    gloves, gowns = item(northgate, HOSTILE), item(northgate, None, eaches=None)
    region.buy(gloves, [(DAY, 10, "65.00"), (date(2026, 8, 5), 1, "6.50")])
    region.buy(gowns, [(DAY - timedelta(days=3), 1, "30.00")])
    of_southmere = item(southmere, "Ashdene")
    region.buy(of_southmere, [(DAY - timedelta(days=45), 1, "100.00")])
    of_eastwood = item(make_organisation("EWD", "Eastwood"), "Ashdene")
    region.buy(of_eastwood, [(DAY, 1, "10.00"), (date(2026, 7, 31), 1, "20.00")])
    make_organisation("PND", "Pendle")
    keep_spend()


def item(organisation, supplier, *, eaches=100):
    """An item of the trust from a supplier, with a pack or without."""
    made = region.item(organisation, region.product("Gloves"), eaches=eaches)
    if supplier:
        made.supplier = Supplier.objects.get_or_create(
            name_key=supplier.upper(), defaults={"name": supplier}
        )[0]
        made.supplier_name = supplier
        made.save(update_fields=["supplier", "supplier_name"])
    return made
