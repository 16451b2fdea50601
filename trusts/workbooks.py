"""Lists as workbooks, for what a person reads.

A sheet leaves memory as it is written; text stays text, also where it looks like a
formula."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date
from decimal import Decimal
from io import BytesIO

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from trusts.exports import (
    FORMULA_STARTS,
    About,
    Column,
    Sheet,
    csv_response,
    record_export,
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST = 32_767  # characters that a cell holds
_CUT = " … (cut: a cell holds no more; the CSV file has all of it)"
MOST_ROWS = 10_000  # of a sheet; a longer one keeps its reader waiting


class TooLong(BadRequest):
    """A sheet has more rows than anybody waits for; the text says what to do."""


def table_response(
    query: Mapping[str, str], name: str, sheet: Sheet, *, about: About
) -> HttpResponseBase:
    """A table as a download: CSV, or the workbook that `?format=xlsx` asks for. `name`
    is without its ending."""
    if query.get("format") == "xlsx":
        return xlsx_response(f"{name}.xlsx", [sheet], about=about)
    return csv_response(f"{name}.csv", sheet, about=about)


def xlsx_response(name: str, sheets: Iterable[Sheet], *, about: About) -> HttpResponse:
    """A workbook as a download called `name`: what it is, then each sheet; put on the
    record once it is made. TooLong where nobody would wait for it."""
    made = xlsx_bytes(sheets, about=about)
    record_export(about)
    return HttpResponse(
        made,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def xlsx_bytes(sheets: Iterable[Sheet], *, about: About) -> bytes:
    """The workbook itself. Its first sheet, "About", says what the others are."""
    file = BytesIO()
    book = Workbook(file, {"constant_memory": True})
    made_at = about.made.astimezone(UTC).replace(tzinfo=None)
    named = {"title": about.title, "author": settings.SITE_NAME, "created": made_at}
    book.set_properties(named)
    columns = (Column("About this file", width=24), Column("", width=100))
    try:
        for sheet in (Sheet("About", columns, about.lines), *sheets):
            _write(book, sheet)
    finally:
        book.close()  # lets go of the files that rows are kept in meanwhile
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
        if number > MOST_ROWS:
            raise TooLong(f"A workbook holds {MOST_ROWS:,} rows at most.")
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                starts = cell.startswith(FORMULA_STARTS)
                page.write_string(number, place, _held(cell), risky if starts else text)
            else:
                _write_figure(page, number, place, cell, formats[place])


def _held(text: str) -> str:
    """The text, or as much of it as a cell holds and that it was cut."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT


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
