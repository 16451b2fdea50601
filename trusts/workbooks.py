"""Lists as workbooks, for what a person reads: of some ten thousand rows at most.

A sheet leaves memory as it is written; text stays text, also where it looks like a
formula."""

from collections.abc import Iterable
from datetime import UTC, date
from decimal import Decimal
from io import BytesIO

from django.conf import settings
from django.http import HttpResponse
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from trusts.exports import FORMULA_STARTS, About, Column, Sheet, record_export

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST = 32_767  # characters that a cell holds


def xlsx_response(name: str, sheets: Iterable[Sheet], *, about: About) -> HttpResponse:
    """A workbook as a download called `name`: what it is, then each sheet. It is put on
    the record."""
    record_export(about)
    return HttpResponse(
        xlsx_bytes(sheets, about=about),
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
