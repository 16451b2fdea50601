"""Reading the lists that leave, as CSV and as workbooks: the table, and what the file
says of itself below it or on the sheet before it."""

import csv
from io import BytesIO, StringIO

import openpyxl


def table_of(answer):
    """The rows above what the file says of itself, headings first."""
    return _parts_of(answer)[0]


def rows_of(answer):
    """The same by heading."""
    headings, *rows = table_of(answer)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def about_of(answer):
    """What the file says of itself, by label."""
    return dict(_parts_of(answer)[1])


def _parts_of(answer):
    if not answer.streaming:
        about, table, *_ = openpyxl.load_workbook(BytesIO(answer.content)).worksheets
        return _cells_of(table), _cells_of(about)[1:]
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    end = rows.index(["About this file"])
    assert rows[end - 1] == []
    return rows[: end - 1], rows[end + 1 :]


def _cells_of(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]
