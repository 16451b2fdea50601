"""Three trusts that buy gloves under two part codes of two makers' names, through the
same door as anybody's extracts, so that all of it can be matched again."""

from datetime import UTC, date, datetime

from catalogue.matching.actions import match_items
from catalogue.matching.models import Match
from catalogue.prices.models import PricePaid
from catalogue.products.models import Product, Supplier
from catalogue.spend.actions import keep_spend
from procurement.gaps.actions import catch_up, refresh_gaps
from procurement.gaps.models import Gap, SuspectPrice
from procurement.suppliers.actions import keep_suppliers
from procurement.suppliers.models import SupplierGaps, SupplierSpend
from tests.extracts import extract, import_bytes, row
from tests.region import trust

DAY = date(2026, 9, 30)
AT = datetime(2026, 9, 30, 12, tzinfo=UTC)
CODES = ("NGT", "SMR", "EWD")


def buy(code, mpc, price, *, supplier="Ashdene", maker="Aldmoor", quantity="1000"):
    """Three orders on two days of one item, bought by the each."""
    rows = [
        row(
            po_number=f"{code}-{mpc}-{supplier}-{maker}",
            line_number=str(number),
            order_date=f"{day:02}/08/2026",
            supplier=supplier,
            manufacturer=maker,
            mpc=mpc,
            description=f"Glove {mpc}",
            unit_of_purchase="EACH",
            local_code=f"{mpc}-{supplier}-{maker}",
            quantity=quantity,
            unit_price=price,
        )
        for number, day in enumerate((21, 22, 22))
    ]
    return import_bytes(extract(*rows), trust(code))


def fill():
    """Two part codes that are one glove, and a third that is not; two suppliers."""
    for code, price in zip(CODES, ("6.50", "5.20", "5.00"), strict=True):
        buy(code, "AM-1234", price)
    for code, price in zip(CODES, ("7.50", "4.90", "5.10"), strict=True):
        buy(code, "AM-1234X", price, supplier="Ashdene Medical")
    buy("NGT", "AM-9999", "80.00")
    buy("SMR", "AM-9999", "78.00", supplier="Osprey", maker="Grisedale")
    keep()


def keep():
    """Everything kept up to date, as the queue does it."""
    match_items()
    refresh_gaps(on=DAY, at=AT)
    keep_spend()
    keep_suppliers(on=DAY, at=AT)


def follow():
    """What happens by itself after somebody decided."""
    catch_up(on=DAY, at=AT)
    keep_suppliers(on=DAY, at=AT)


def product(part_key: str, maker: str = "ALDMOOR") -> Product:
    return Product.objects.get(part_key=part_key, manufacturer__name_key=maker)


def supplier(key: str) -> Supplier:
    return Supplier.objects.get(name_key=key)


def figures():
    """All that is worked out: matches, prices, gaps, suspects, suppliers' figures."""
    return [
        sorted(map(str, rows))
        for rows in (
            Match.objects.values_list("item", "product", "tier", "reason", "eaches"),
            PricePaid.objects.values_list(
                "organisation", "product", "price_each", "units_12m", "evidence_lines"
            ),
            Gap.objects.listed().values_list(
                "organisation", "product", "gap_value", "lowest_price", "trusts"
            ),
            SuspectPrice.objects.values_list("organisation", "product", "price_each"),
            SupplierSpend.objects.values_list(
                "organisation", "supplier", "spend", "comparable", "lines"
            ),
            SupplierGaps.objects.values_list(
                "organisation", "supplier", "gaps", "gap_value"
            ),
        )
    ]
