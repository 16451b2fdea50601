"""A file as it would be stored: read and judged by the import's own SQL, and nothing
of it kept."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path

from django.db import connection, transaction

from catalogue.purchases import queries, reasons, storing
from catalogue.purchases.layouts import Layout, read_rows

# Rows of a file that are tried; a large file takes too long for a page.
MOST_ROWS = 50_000
ROWS_SHOWN = 10

# Which row of an order line the file has already, as VERDICT of the import judges it.
TRIED = """
CREATE TEMP TABLE tried AS
SELECT row_number, net_value, order_date, coalesce(problem,
    CASE WHEN row_number() OVER (
        PARTITION BY organisation_id, po_number, line_number, problem IS NULL
        ORDER BY row_number) > 1 THEN 'line_number:repeated' END, '') AS problem
FROM judged
"""
TOTALS = """
SELECT count(*), count(*) FILTER (WHERE problem = ''),
    coalesce(sum(net_value) FILTER (WHERE problem = ''), 0),
    min(order_date) FILTER (WHERE problem = ''),
    max(order_date) FILTER (WHERE problem = '')
FROM tried
"""
REASONS = """
SELECT split_part(problem, ':', 1), split_part(problem, ':', 2), count(*)
FROM tried WHERE problem <> '' GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
"""
FIRST_ROWS = f"""
SELECT s.organisation, s.po_number, s.line_number, s.order_date, j.order_date,
    s.supplier, s.description, s.local_code, s.unit_of_purchase, s.pack_size,
    s.quantity, j.quantity, s.unit_price, j.unit_price, j.net_value, t.problem
FROM judged AS j JOIN staged AS s USING (row_number) JOIN tried AS t USING (row_number)
ORDER BY row_number LIMIT {ROWS_SHOWN}
"""


@dataclass(frozen=True, slots=True)
class TriedRow:
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
        return reasons.sentence(*self.problem.split(":")) if self.problem else ""


@dataclass(frozen=True, slots=True)
class Trial:
    """What would become of the rows of a file, or of the first of them.

    `net_value` is pounds ex VAT, of the rows that would be taken. Whether a line is
    there already is not looked up.
    """

    rows: int
    taken: int
    net_value: Decimal
    first_order_date: date | None
    last_order_date: date | None
    reasons: tuple[str, ...]  # `18 rows where the quantity is not a number`
    first: tuple[TriedRow, ...]
    is_whole_file: bool

    @property
    def rejected(self) -> int:
        return self.rows - self.taken


def try_file(
    path: Path, layout: Layout, *, organisation_id: int | None, on: date
) -> Trial:
    """Judge the first MOST_ROWS rows as an import on this day would.

    Raises UnreadableFile where the file cannot be read so far.
    """
    rows = read_rows(path, layout)
    with transaction.atomic(), connection.cursor() as cursor:
        storing.stage(islice(rows, MOST_ROWS), progress=lambda _rows: None)
        storing.read_dates(layout)
        values = storing.values_of(layout, organisation_id=organisation_id, on=on)
        cursor.execute(queries.JUDGE, values)
        cursor.execute("DROP TABLE IF EXISTS tried")
        cursor.execute(TRIED)
        cursor.execute(TOTALS)
        rows_tried, taken, net_value, earliest, latest = cursor.fetchone()
        cursor.execute(REASONS)
        counts = [reasons.counted(*row) for row in cursor.fetchall()]
        cursor.execute(FIRST_ROWS)
        first = [TriedRow(*row) for row in cursor.fetchall()]
        cursor.execute("DROP TABLE tried")
        storing.finish()
    is_whole = next(rows, None) is None
    return Trial(
        rows=rows_tried,
        taken=taken,
        net_value=net_value,
        first_order_date=earliest,
        last_order_date=latest,
        reasons=tuple(counts),
        first=tuple(first),
        is_whole_file=is_whole,
    )
