"""Lists as files: text that a spreadsheet never runs, streamed, and on the record."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import StreamingHttpResponse

from trusts import audit
from trusts.models import Membership

# Also as wide as a Chinese character, which some spreadsheets take for the narrow ones.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001  # those are meant


def as_text(cell: str) -> str:
    """A cell that a spreadsheet will show and never run as a formula.

    A plain negative number stays a number.
    """
    if (
        cell.startswith(FORMULA_STARTS)
        and not cell.lstrip("+-").replace(".", "", 1).replace(",", "").isdigit()
    ):
        return "'" + cell
    return cell


def as_number(number: Decimal | None) -> str:
    """Exact to the last decimal, without a power of ten; empty for none."""
    return "" if number is None else f"{number.normalize():f}"


def as_csv(rows: Iterable[list[str]]) -> Iterator[str]:
    """The rows as a file, from its byte-order mark on, which spreadsheets ask for."""
    writer = csv.writer(_Passed())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow(row)


def csv_response(name: str, rows: Iterable[list[str]]) -> StreamingHttpResponse:
    """The rows as a download called `name`, sent as they are read."""
    return StreamingHttpResponse(
        as_csv(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def record_export(what: str, *, by: Membership, at: datetime, **detail: Any) -> None:
    """Put an export on the record, before the first row leaves."""
    audit.record("file_exported", target=what, by=by, at=at, **detail)


class _Passed:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text
