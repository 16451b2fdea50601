"""From rows of text to purchase lines: the statements of `queries`, in order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from catalogue.purchases import queries, returning
from catalogue.purchases.layouts import Layout, read_date

# Standard rate of VAT, which a price that includes VAT is divided by.
VAT = Decimal("1.2")

# Earlier than this is a spreadsheet's idea of an empty date, not an order.
EARLIEST = date(1990, 1, 1)

PROGRESS_EVERY = 5_000


@dataclass(frozen=True, slots=True)
class Totals:
    """What became of the rows of one extract; pounds ex VAT."""

    rows: int
    accepted: int
    unchanged: int
    replaced: int
    rejected: int
    net_value: Decimal
    first_order_date: date | None
    last_order_date: date | None


def stage(rows: Iterable[list[str]], *, progress: Callable[[int], None]) -> int:
    """Stream the rows into `staged`; answers how many there were."""
    count = 0
    with connection.cursor() as cursor:
        cursor.execute(queries.START)
        with cursor.copy(queries.COPY_STAGED) as copy:
            for row in rows:
                copy.write_row(row)
                count += 1
                if count % PROGRESS_EVERY == 0:
                    progress(count)
    return count


def read_dates(layout: Layout) -> None:
    """Read every different date text once."""
    with connection.cursor() as cursor:
        cursor.execute(queries.DISTINCT_DATES)
        texts = [text for (text,) in cursor.fetchall()]
        with cursor.copy("COPY date_read (text, on_date) FROM STDIN") as copy:
            for text in texts:
                copy.write_row((text, read_date(text, layout.date_order)))
        cursor.execute("ANALYZE staged")


def add_partitions(*, on: date) -> None:
    """Make partitions for months that no line is of yet."""
    with connection.cursor() as cursor:
        cursor.execute(queries.MONTHS, {"on": on, "earliest": EARLIEST})
        for (month,) in cursor.fetchall():
            cursor.execute("SELECT add_purchases_partition(%s)", [month])


@transaction.atomic
def judge_and_store(
    layout: Layout,
    *,
    import_id: int,
    organisation_id: int | None,
    on: date,
    place: int | None = None,
) -> Totals:
    """Judge every staged row and store the lines, in one transaction.

    `place` is given where a file that was rolled back returns to its old place.
    """
    values = values_of(layout, organisation_id=organisation_id, on=on)
    values |= {"import_id": import_id, "place": place}
    returns = place is not None
    with connection.cursor() as cursor:
        cursor.execute(queries.JUDGE, values)
        cursor.execute("ANALYZE judged")
        lock_organisations(cursor, "SELECT DISTINCT organisation_id FROM judged")
        cursor.execute(queries.PLACE, values)
        cursor.execute(queries.VERDICT, values)
        cursor.execute("ANALYZE verdict")
        for statement in (
            *(returning.BEFORE_STORING if returns else ()),
            queries.NEW_SUPPLIERS,
            queries.NEW_ITEMS,
            queries.REVIVED_ITEMS,
            queries.RETIRE_REPLACED,
            queries.NEW_LINES,
            queries.RETIRE_ITEMS,
            queries.KEEP_KEYS,
            queries.VOUCH_FOR_UNCHANGED,
            queries.TOUCH_ITEMS,
            queries.KEEP_REJECTIONS,
            *(returning.AFTER_STORING if returns else ()),
        ):
            cursor.execute(statement, values)
        cursor.execute(queries.TOTALS)
        return Totals(*cursor.fetchone())


def values_of(
    layout: Layout, *, organisation_id: int | None, on: date
) -> dict[str, Any]:
    """What rows of the layout are judged by, as values of the statements."""
    return {
        "organisation_id": organisation_id,
        "on": on,
        "earliest": EARLIEST,
        "decimal_mark": layout.decimal_mark or ".",
        "vat": VAT if layout.prices_include_vat else Decimal(1),
    }


def lock_organisations(cursor, which: str) -> None:
    """One import of an organisation at a time, whatever the number of workers."""
    cursor.execute(
        f"SELECT id FROM trusts_organisation WHERE id IN ({which})"
        " ORDER BY id FOR NO KEY UPDATE"
    )


def finish() -> None:
    """Drop what staging left in the session."""
    with connection.cursor() as cursor:
        cursor.execute(queries.FINISH)
