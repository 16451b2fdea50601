"""The order lines behind a month of an adoption, as a person reads them. No prices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from procurement.adoption.models import Adoption
from procurement.adoption.queries import OF_MONTH
from procurement.savings.years import months_after
from trusts.paging import PAGE_ROWS, Page, page_from, read_cursor


@dataclass(frozen=True, slots=True)
class AdoptionLine:
    """An order line or return. Quantity is in units of purchase, of `eaches` each."""

    id: int
    order_date: date
    po_number: str
    line_number: str
    description: str
    is_standard: bool
    quantity: Decimal
    eaches: int
    units: Decimal


def lines_of(adoption: Adoption, month: date, query: Mapping[str, str]) -> Page:
    """A month's lines in the order of their dates. Cursors are day and number."""
    after, before = query.get("after", ""), query.get("before", "")
    cursor = read_cursor(after or before, date.fromisoformat)
    backwards = bool(cursor and not after)
    way, side = ("DESC", "<") if backwards else ("ASC", ">")
    values: dict[str, Any] = {
        "adoptions": [adoption.pk],
        "from": [month],
        "until": [months_after(month, 1)],
        "limit": PAGE_ROWS + 1,
    }
    narrow = ""
    if cursor:
        values |= {"at": cursor[0], "id": cursor[1]}
        narrow = f"AND (l.order_date, l.id) {side} (%(at)s, %(id)s)"
    order = f"l.order_date {way}, l.id {way}"
    with connection.cursor() as answers:
        answers.execute(OF_MONTH.format(narrow=narrow, order=order), values)
        found = [AdoptionLine(*row) for row in answers.fetchall()]
    return page_from(found, cursor, backwards=backwards, key=_key)


def _key(line: AdoptionLine) -> str:
    return f"{line.order_date.isoformat()}_{line.id}"
