"""Lists as files: text that a spreadsheet never runs, streamed, and on the record."""

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import StreamingHttpResponse

from trusts import audit
from trusts.models import Membership

# Also as wide as a Chinese character, which some spreadsheets take for the narrow ones.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫−")  # noqa: RUF001  # those are meant


def as_text(cell: str) -> str:
    """A cell that a spreadsheet will show and never run as a formula.

    A plain negative number stays a number.
    """
    seen = _without_blanks(cell)
    starts = cell.startswith(FORMULA_STARTS) or seen.startswith(FORMULA_STARTS)
    return f"'{cell}" if starts and not _is_number(cell) else cell


def _without_blanks(cell: str) -> str:
    """The cell from what a reader sees first: some spreadsheets skip the rest."""
    seen = (place for place, sign in enumerate(cell) if not _is_blank(sign))
    return cell[next(seen, len(cell)) :]


def _is_blank(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf")


def _is_number(cell: str) -> bool:
    return cell.lstrip("+-").replace(".", "", 1).replace(",", "").isdigit()


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
