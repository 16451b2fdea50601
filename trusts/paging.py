"""Pages of a long list without counting it: each starts where the last one ended.

A cursor is the sorted-by value and the id of a row, as they stand in the address.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

PAGE_ROWS = 50
MOST_DIGITS = 40  # more than any price, volume or value has


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in order; `newer` and `older` are the cursors of the pages before and
    after, or empty where there is none."""

    rows: list[Any]
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class Order:
    """By which field, which way, and how its text in a cursor is read back.

    `read` raises ValidationError, ValueError or ArithmeticError on any other text. Rows
    of one value stand by their id, the same way.
    """

    field: str
    descending: bool
    read: Callable[[str], Any]


def read_decimal(text: str) -> Decimal:
    """A number as a cursor holds it; ValueError for one out of all bounds."""
    number = Decimal(text)
    if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
        raise ValueError(text[:50])
    return number


def read_moment(text: str) -> datetime:
    """A moment as a cursor holds it; ValueError for one without its time zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text[:50])
    return moment


def read_words(text: str) -> str:
    """A name as a cursor holds it; ValueError for one that no table can hold."""
    if "\0" in text:
        raise ValueError("NUL")
    return text


def page_of(
    rows: QuerySet,
    order: Order,
    *,
    after: str = "",
    before: str = "",
    size: int = PAGE_ROWS,
) -> Page:
    """The rows after a cursor, or before one; from the start without either, and
    where the cursor says nothing or nothing is left beyond it."""
    cursor = read_cursor(after or before, order.read)
    backwards = bool(cursor and not after)
    down = order.descending != backwards
    beyond = rows.filter(_beyond(order.field, cursor, down=down)) if cursor else rows
    sign = "-" if down else ""
    found = list(beyond.order_by(f"{sign}{order.field}", f"{sign}id")[: size + 1])
    if cursor and not found:
        return page_of(rows, order, size=size)
    return page_from(
        found, cursor, backwards=backwards, key=lambda row: _key(row, order), size=size
    )


def page_from[Row](
    found: list[Row],
    cursor: tuple[Any, Any] | None,
    *,
    backwards: bool,
    key: Callable[[Row], str],
    size: int = PAGE_ROWS,
) -> Page:
    """The page of rows that were looked for beyond a cursor, one more than it shows, in
    the order in which they were found; `key` is a row's cursor."""
    more, found = len(found) > size, found[:size]
    if backwards:
        found = found[::-1]
    has_newer, has_older = (more, True) if backwards else (bool(cursor), more)
    return Page(
        rows=found,
        newer=key(found[0]) if found and has_newer else "",
        older=key(found[-1]) if found and has_older else "",
    )


def read_cursor(text: str, read: Callable[[str], Any]) -> tuple[Any, int] | None:
    """A cursor's value, as `read` reads it, and its number; None for no cursor."""
    value, _, number = text.rpartition("_")
    try:
        at, pk = read(value), int(number)
    except (ValidationError, ValueError, ArithmeticError):
        return None
    return (at, pk) if 0 < pk < 2**63 else None


def _beyond(field: str, cursor: tuple[Any, int], *, down: bool) -> Q:
    """Rows past the cursor. The first condition alone is what an index can use."""
    value, pk = cursor
    side, strictly = ("lte", "lt") if down else ("gte", "gt")
    return Q(**{f"{field}__{side}": value}) & (
        Q(**{f"{field}__{strictly}": value}) | Q(**{f"id__{strictly}": pk})
    )


def _key(row: Model, order: Order) -> str:
    return f"{getattr(row, order.field)}_{row.id}"  # type: ignore[attr-defined]
