"""Two trusts that pay more than a third for gloves and masks of one supplier; so there
is a letter of one trust, and one of the region for both."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
from pypdf import PdfReader

from catalogue.products.models import Manufacturer
from catalogue.spend.actions import keep_spend
from procurement.asks.bands import suggested_price
from procurement.gaps.actions import refresh_gaps
from procurement.gaps.models import Gap
from procurement.suppliers.actions import keep_suppliers
from tests import region
from tests.factories import make_organisation
from tests.procurement.suppliers.world import supplier

DAY = date(2026, 9, 30)
DAYS = [date(2026, 8, day) for day in (3, 10, 17, 24)]
# What each pays for one each, odd enough to be found wherever it is written.
PAID = {
    "gloves": {"NGT": "0.065713", "PND": "0.061347", "SMR": "0.052437"},
    "masks": {"NGT": "7.3719", "PND": "6.8377", "SMR": "6.1739", "HLT": "6.6371"},
}
NAMES = {
    "NGT": "Northgate University Hospitals",
    "PND": "Pendle Community",
    "SMR": "Southmere Hospitals",
    "HLT": "Holt Moor Partnership",
}
UNITS = 20_000  # eaches an order


def fill():
    """Makes it all; answers the supplier."""
    of = supplier("Kestrel Medical Ltd")
    for name, description in (("gloves", "Nitrile gloves, medium"), ("masks", "Masks")):
        product = region.product(description)
        product.manufacturer = Manufacturer.objects.get_or_create(
            name_key="KESTREL", defaults={"name": "Kestrel"}
        )[0]
        product.save(update_fields=["manufacturer"])
        for code, price in PAID[name].items():
            item = region.item(make_organisation(code, NAMES[code]), product)
            item.supplier, item.supplier_name = of, of.name
            item.save(update_fields=["supplier", "supplier_name"])
            value = Decimal(price) * UNITS
            region.buy(item, [(day, UNITS, value) for day in DAYS])
    refresh()
    return of


def refresh():
    refresh_gaps(on=DAY, at=region.AT)
    keep_spend(everything=True)
    keep_suppliers(on=DAY, at=region.AT, everything=True)


def gap(code, description="Nitrile gloves, medium"):
    return Gap.objects.get(organisation__code=code, product__description=description)


def words_of_pdf(content):
    """Everything a PDF says, its metadata with it."""
    read = PdfReader(BytesIO(content))
    pages = " ".join(page.extract_text() for page in read.pages)
    hidden = read.root_object["/Metadata"].get_object().get_data().decode()
    return " ".join(f"{pages} {dict(read.metadata)} {hidden}".split())


def words_of_workbook(content):
    """Everything a workbook says, its properties with it; figures as they are kept."""
    book = openpyxl.load_workbook(BytesIO(content))
    cells = (
        cell
        for page in book
        for row in page.iter_rows(values_only=True)
        for cell in row
    )
    said = [str(cell) for cell in cells if cell is not None]
    return " ".join([*said, *book.sheetnames, str(book.properties)])


WORDS = (
    "addressee", "contact_name", "contact_email", "contact_phone", "reply_until",
    "paragraphs",
)  # fmt: skip


def suggestion(line, kept):
    return suggested_price(line.price_each, line.band, avoid=kept)
