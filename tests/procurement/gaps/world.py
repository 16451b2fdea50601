"""Gloves as in the design's worked example, at the cast's own trusts."""

from datetime import date
from decimal import Decimal

from catalogue.products.models import Manufacturer
from catalogue.spend.actions import keep_spend
from procurement.gaps.actions import refresh_gaps
from procurement.gaps.models import Gap, SuspectPrice, Worklist
from tests import region
from tests.factories import make_organisation
from trusts.models import Organisation

DAY = date(2026, 9, 30)
HOSTILE = '=HYPERLINK("http://x")<script>alert(1)</script>{{ 7|add:7 }}'


def fill() -> Gap:
    """Northgate pays 6.5p, Southmere 5.2p; Eastwood ordered once; Pendle's pack is
    unknown; Holt's price is twelve times the others'. Answers Northgate's gap."""
    gloves = region.product("Nitrile gloves, medium")
    gloves.manufacturer = Manufacturer.objects.create(
        name="Kestrel", name_key="KESTREL"
    )
    gloves.part_code, gloves.part_key = "KG-4417-M", "KG4417M"
    gloves.save(update_fields=["manufacturer", "part_code", "part_key"])
    northgate, southmere = make_organisation(), make_organisation("SMR", "Southmere")
    of_northgate = _item(
        northgate, gloves, "NITR GLOVE MED PK100", gtin="09521000000018"
    )
    region.buy(of_northgate, [(date(2026, 8, 1), 400, "2600.00")])
    region.buy(of_northgate, [(date(2026, 2, 1), 1100, "8000.00")])
    of_southmere = _item(southmere, gloves, HOSTILE, gtin="09521000000018")
    region.buy(
        of_southmere, [(date(2026, 8, day), 200, "1040.00") for day in range(1, 6)]
    )
    of_eastwood = _item(make_organisation("EWD", "Eastwood"), gloves, "GLOVES")
    region.buy(of_eastwood, [(date(2026, 8, 1), 1, "3.00")])
    of_pendle = _item(
        make_organisation("PND", "Pendle"), gloves, "GLOVE BX", eaches=None
    )
    region.buy(of_pendle, [(date(2026, 8, 1), 10, "70.00")])
    of_holt = _item(make_organisation("HLT", "Holt"), gloves, "GLOVE EA", eaches=1)
    region.buy(of_holt, [(date(2026, 8, d), 1000, "700.00") for d in (1, 2, 3)])
    refresh_gaps(on=DAY, at=region.AT)
    keep_spend()
    return Gap.objects.get(organisation=northgate)


def _item(organisation: Organisation, product, description, *, eaches=100, gtin=""):
    made = region.item(organisation, product, eaches=eaches)
    made.description, made.gtin, made.gtin_key = description, gtin, gtin
    made.local_code, made.supplier_name = f"{organisation.code}-1", "Kestrel"
    made.save(
        update_fields=["description", "gtin", "gtin_key", "local_code", "supplier_name"]
    )
    made.match.pack_evidence = f"unit {eaches}" if eaches else ""
    made.match.save(update_fields=["pack_evidence"])
    return made


def make_gaps(organisation: Organisation, count: int) -> list[Gap]:
    """So many gaps of one trust, without lines behind them."""
    Worklist.objects.update_or_create(
        pk=True, defaults={"as_at": DAY, "refreshed_at": region.AT}
    )
    southmere = make_organisation("SMR", "Southmere")
    return [
        Gap.objects.create(
            organisation=organisation,
            product=region.product(f"Product {number}"),
            price_each=Decimal(2) + number,
            lowest_price=Decimal(1),
            lowest_organisation=southmere,
            second_lowest_price=None,
            median_price=Decimal("1.5"),
            units_12m=Decimal(1000),
            gap_value=Decimal(1000) + 1000 * number,
            gap_percent=Decimal(1 + number) / Decimal(2 + number),
            median_gap_value=Decimal(500),
            trusts=2 + number % 5,
            lowest_last_order_on=date(2026, 9, 1 + number % 28),
            state="FOUND_AGAIN" if number % 3 == 0 else "FOUND",
            found_on=DAY,
            changed_on=DAY,
        )
        for number in range(count)
    ]


def make_suspect(organisation: Organisation, product) -> SuspectPrice:
    return SuspectPrice.objects.create(
        organisation=organisation,
        product=product,
        price_each=Decimal(24),
        median_price=Decimal(2),
        units_12m=Decimal(10),
    )
