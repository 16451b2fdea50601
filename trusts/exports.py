"""Lists as files: text that a spreadsheet never runs, saying who made them, when and
what the words mean, and on the record. CSV is streamed; a workbook is for what a
person reads, of some ten thousand rows at most."""

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from trusts import audit
from trusts.models import Membership
from trusts.successions import day_in_words

CONFIDENTIAL = "Contains prices. Share only inside the agreement."
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

type Cell = str | Decimal | int | date | None

# Number formats of a spreadsheet.
PLAIN = "General"
COUNT = "#,##0"
EACHES = "#,##0.########"
POUNDS = "£#,##0.00"
PRICE_EACH = "£#,##0.00####"
PERCENT = "0.0%"  # of a fraction
DAY = "d mmmm yyyy"

_LONGEST = 32_767  # characters that a cell holds


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself. `definitions` are words with what they mean;
    `as_at` is the day as at which its figures stand; `by` who made it, as the file is
    to say it."""

    title: str
    by: Membership | str
    at: datetime
    as_at: date | None = None
    definitions: tuple[tuple[str, str], ...] = ()
    confidentiality: str = CONFIDENTIAL

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Each with what it is: who made the file, when, and what its words mean."""
        at = timezone.localtime(self.at)
        as_at = [("As at", day_in_words(self.as_at))] if self.as_at else []
        invented = [("Demonstration", "Everything in it is invented.")]
        return [
            *(invented if settings.DEMONSTRATION else []),
            ("What this is", self.title),
            ("Confidentiality", self.confidentiality),
            ("Made by", str(self.by)),
            ("Made on", f"{day_in_words(at.date())}, {at:%H:%M}"),
            *as_at,
            *self.definitions,
        ]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet; `format` is a spreadsheet's number format, `width` in
    characters."""

    heading: str
    format: str = PLAIN
    width: int = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a workbook. Text stays text, a Decimal is a number, a date a date."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Iterable[Cell]]


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


def csv_response(
    name: str, rows: Iterable[list[str]], *, about: About | None = None
) -> StreamingHttpResponse:
    """The rows as a download called `name`, sent as they are read.

    What the file says of itself stands below the table, after an empty line: above it,
    nothing that reads tables would find the headings.
    """
    return StreamingHttpResponse(
        as_csv(rows if about is None else _with_about(rows, about)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _with_about(rows: Iterable[list[str]], about: About) -> Iterator[list[str]]:
    yield from rows
    yield []
    yield ["About this file"]
    for label, text in about.lines:
        yield [as_text(label), as_text(text)]


def xlsx_response(name: str, sheets: Iterable[Sheet], *, about: About) -> HttpResponse:
    """A workbook as a download called `name`: what it is, then each sheet."""
    return HttpResponse(
        xlsx_bytes(sheets, about=about),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def xlsx_bytes(sheets: Iterable[Sheet], *, about: About) -> bytes:
    """The workbook itself. Its first sheet, "About", says what the others are."""
    file = BytesIO()
    book = Workbook(file, {"constant_memory": True})
    made_at = about.at.astimezone(UTC).replace(tzinfo=None)
    named = {"title": about.title, "author": settings.SITE_NAME, "created": made_at}
    book.set_properties(named)
    columns = (Column("About this file", width=24), Column("", width=100))
    for sheet in (Sheet("About", columns, about.lines), *sheets):
        _write(book, sheet)
    book.close()
    return file.getvalue()


def _write(book: Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    formats = []
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.heading, bold)
        formats.append(book.add_format({"num_format": column.format, "valign": "top"}))
    text = book.add_format({"text_wrap": True, "valign": "top"})
    # Also after somebody has clicked into the cell it stays text.
    risky = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
    for number, row in enumerate(sheet.rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                starts = cell.startswith(FORMULA_STARTS)
                page.write_string(
                    number, place, cell[:_LONGEST], risky if starts else text
                )
            else:
                _write_figure(page, number, place, cell, formats[place])


def _write_figure(
    page: Worksheet,
    row: int,
    column: int,
    cell: Decimal | int | date | None,
    form: Format,
) -> None:
    if cell is None:
        page.write_blank(row, column, None, form)
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, form)
    else:
        page.write_number(row, column, cell, form)


def record_export(what: str, *, by: Membership, at: datetime, **detail: Any) -> None:
    """Put an export on the record, before the first row leaves."""
    audit.record("file_exported", target=what, by=by, at=at, **detail)


class _Passed:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text
