"""The first rows of a file as they will be stored: judged by the import's own SQL."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from catalogue.purchases import queries, storing
from catalogue.purchases.layouts import FIELDS, Understanding, read_date
from catalogue.purchases.reasons import sentence

_ORDER_DATE = FIELDS.index("order_date")
_RECEIPT_DATE = FIELDS.index("receipt_date")

_ROWS = """
SELECT s.organisation, s.po_number, s.line_number, s.order_date, j.order_date,
    s.supplier, s.description, s.local_code, s.unit_of_purchase, s.pack_size,
    s.quantity, j.quantity, s.unit_price, j.unit_price, j.net_value,
    coalesce(j.problem, '')
FROM judged AS j JOIN staged AS s USING (row_number) ORDER BY row_number
"""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One order line: the texts in the file, and what is read from them.

    Prices and values are pounds ex VAT; None where the text is none. `problem` is a
    FIELD:CODE for a row that will be rejected, else "".
    """

    organisation: str
    po_number: str
    line_number: str
    order_date_text: str
    order_date: date | None
    supplier: str
    description: str
    local_code: str
    unit_of_purchase: str
    pack_size: str
    quantity_text: str
    quantity: Decimal | None
    unit_price_text: str
    unit_price: Decimal | None
    net_value: Decimal | None
    problem: str

    @property
    def why_rejected(self) -> str:
        """`quantity is not a number`, or ""."""
        return sentence(*self.problem.split(":")) if self.problem else ""


def preview(
    reading: Understanding, *, organisation_id: int | None, on: date
) -> list[PreviewRow]:
    """The first rows of the file as an import on this day would judge them."""
    layout = reading.layout
    numbered = ([str(n), *row] for n, row in enumerate(reading.sample, start=1))
    storing.stage(numbered, progress=lambda _rows: None)
    dates = (_ORDER_DATE, _RECEIPT_DATE)
    texts = {row[place] for row in reading.sample for place in dates}
    values = {
        "organisation_id": organisation_id,
        "on": on,
        "earliest": storing.EARLIEST,
        "decimal_mark": layout.decimal_mark or ".",
        "vat": storing.VAT if layout.prices_include_vat else Decimal(1),
    }
    with connection.cursor() as cursor:
        with cursor.copy("COPY date_read (text, on_date) FROM STDIN") as copy:
            for text in texts - {""}:
                copy.write_row((text, read_date(text, layout.date_order)))
        cursor.execute(queries.JUDGE, values)
        cursor.execute(_ROWS)
        rows = [PreviewRow(*row) for row in cursor.fetchall()]
    storing.finish()
    return rows
