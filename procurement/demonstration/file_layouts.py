"""How each trust's extract is laid out: file kind, encoding, headings, dates, money.

No database, clock or request.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

LEAD = ("po_number", "line_number", "order_date")
TAIL = ("quantity", "unit_price", "line_value")
ITEM_FIELDS = (
    "supplier", "supplier_part", "manufacturer", "mpc", "npc", "gtin", "local_code",
    "description", "unit_of_purchase", "pack_size", "category",
)  # fmt: skip
FIELDS = (*LEAD, *ITEM_FIELDS, *TAIL)

_HEADING_SETS = {
    "plain": "PO Number|PO Line|Order Date|Supplier Name|Supplier Item Code"
    "|Manufacturer|Manufacturer Part No|NPC|GTIN|Item Code|Item Description"
    "|Unit of Purchase|Pack Size|Category|Quantity|Unit Price|Line Value",
    "ledger": "Order No|Line No|Date Ordered|Vendor|Vendor Part No|Mfr Name|Mfr Code"
    "|NHS SC Code|Barcode|Stock Code|Product Description|Unit of Issue|UOI Qty"
    "|Commodity|Qty Ordered|Price per UOI|Net Value",
    "database": "PO_NUMBER|LINE_NUM|ORDER_DATE|VENDOR_NAME|VENDOR_PRODUCT_NUM"
    "|MANUFACTURER_NAME|MFG_PART_NUM|NPC_CODE|EAN|ITEM_NUMBER|ITEM_DESCRIPTION|UOM"
    "|PACK_QTY|ITEM_CATEGORY|QUANTITY|UNIT_PRICE|LINE_AMOUNT",
    "office": "PO Ref|Line|Raised|Supplier|Cat No|Manufacturer|MPC|NSV/NPC|EAN"
    "|Local Code|Description|UOP|Contents|Product Group|Order Qty|Price (ex VAT)"
    "|Total (ex VAT)",
}

# How a date is written, by the pattern `strptime` reads it back with.
DATE_STYLES = {
    "%d/%m/%Y": "{d:02}/{m:02}/{y}",
    "%d/%m/%y": "{d:02}/{m:02}/{yy:02}",
    "%d-%b-%y": "{d:02}-{short}-{yy:02}",
    "%d %B %Y": "{d} {month} {y}",
    "%Y-%m-%d": "{y}-{m:02}-{d:02}",
    "%Y%m%d": "{y}{m:02}{d:02}",
    "%d.%m.%Y": "{d:02}.{m:02}.{y}",
    "%d/%m/%Y %H:%M": "{d:02}/{m:02}/{y} 00:00",
    "%Y-%m-%dT%H:%M:%S": "{y}-{m:02}-{d:02}T00:00:00",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileLayout:
    """How one trust's file is written.

    `money` is plain (1234.50), comma (1,234.50), pound (£1,234.50), incvat (plain, VAT
    of a fifth added), number (a spreadsheet number) or text (plain, in a spreadsheet).
    `date_style` is a key of DATE_STYLES, or empty for a spreadsheet's own dates.
    """

    kind: str = "csv"
    encoding: str = "utf-8"
    delimiter: str = ","
    line_end: str = "\r\n"
    quoted: bool = False
    headings: str = "plain"
    without: tuple[str, ...] = ()
    date_first: bool = False
    date_style: str = "%d/%m/%Y"
    money: str = "plain"
    preamble: int = 0
    foot: bool = False
    short_gtin: bool = False

    @property
    def columns(self) -> dict[str, str]:
        """Heading by field, in the file's order."""
        names = dict(zip(FIELDS, _HEADING_SETS[self.headings].split("|"), strict=True))
        first = (LEAD[2], *LEAD[:2]) if self.date_first else LEAD
        order = (*first, *self.item_fields, *TAIL)
        return {field: names[field] for field in order}

    @property
    def item_fields(self) -> tuple[str, ...]:
        return tuple(field for field in ITEM_FIELDS if field not in self.without)


LAYOUTS = (
    FileLayout(),
    FileLayout(encoding="cp1252", headings="ledger", date_style="%d-%b-%y",
               money="pound", without=("category",)),
    FileLayout(kind="xlsx", headings="office", date_style="", money="number",
               preamble=3, foot=True),
    FileLayout(encoding="utf-8-sig", delimiter=";", headings="plain",
               date_style="%Y-%m-%d", short_gtin=True),
    FileLayout(headings="ledger", money="comma", preamble=2, foot=True,
               without=("category",)),
    FileLayout(delimiter="\t", headings="database", date_style="%d/%m/%Y %H:%M"),
    FileLayout(kind="xlsx", headings="plain", date_style="", money="number"),
    FileLayout(encoding="utf-16", headings="ledger", date_style="%d/%m/%y"),
    FileLayout(headings="database", date_style="%d.%m.%Y", line_end="\n", quoted=True,
               without=("category",)),
    FileLayout(delimiter="|", headings="office", date_style="%d %B %Y",
               without=("pack_size",), date_first=True),
    FileLayout(headings="plain", money="incvat", without=("npc",)),
    FileLayout(encoding="cp1252", headings="office", money="pound", preamble=1,
               foot=True, without=("supplier_part",)),
    FileLayout(headings="ledger", date_style="%Y%m%d", short_gtin=True,
               without=("category",)),
    FileLayout(kind="xlsx", headings="database", money="text",
               date_style="%Y-%m-%dT%H:%M:%S"),
)  # fmt: skip

# A spreadsheet this long is not made: the trust sends CSV instead.
XLSX_ROWS = 100_000


def layout_for(position: int, lines: int) -> FileLayout:
    """The layout of the trust at `position` in the region, whose file has `lines`.

    Past the named trusts the layouts begin again, without the one that includes VAT.
    """
    layout = LAYOUTS[position % len(LAYOUTS)]
    if position >= len(LAYOUTS) and layout.money == "incvat":
        layout = LAYOUTS[0]
    if layout.kind == "xlsx" and lines * 1.1 >= XLSX_ROWS:
        return FileLayout(headings=layout.headings, preamble=layout.preamble)
    return layout


def written_date(style: str, year: int, month: int, day: int) -> str:
    """The date in the style, whether or not there is such a day."""
    return DATE_STYLES[style].format(
        d=day, m=month, y=year, yy=year % 100,
        month=_MONTHS[month - 1], short=_MONTHS[month - 1][:3],
    )  # fmt: skip


def money_text(money: str) -> Callable[[int], str]:
    """A function that writes ten-thousandths of a pound in the style.

    Whole pence have two decimals, anything finer four. VAT is added for incvat.
    """

    def plain(amount: int) -> str:
        sign, amount = ("-", -amount) if amount < 0 else ("", amount)
        if amount % 100:
            return f"{sign}{amount // 10_000}.{amount % 10_000:04}"
        return f"{sign}{amount // 10_000}.{amount % 10_000 // 100:02}"

    def comma(amount: int) -> str:
        pounds, _, rest = plain(amount).partition(".")
        return f"{int(pounds):,}.{rest}" if amount > 10_000 else f"{pounds}.{rest}"

    def pound(amount: int) -> str:
        return f"-£{comma(-amount)}" if amount < 0 else f"£{comma(amount)}"

    def with_vat(amount: int) -> str:
        return plain(amount * 6 // 5)

    styles = {"comma": comma, "pound": pound, "incvat": with_vat}
    return styles.get(money, plain)


def preamble_lines(layout: FileLayout, until: date) -> list[str]:
    """What stands above the headings."""
    ran = f"Run {until.day} {_MONTHS[until.month - 1]} {until.year}"
    return ["Purchase order extract", ran, ""][: layout.preamble]
