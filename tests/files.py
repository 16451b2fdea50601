"""Reading the CSV files that leave: the table, and below it what it says of itself."""

import csv
from io import StringIO


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
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    end = rows.index(["About this file"])
    assert rows[end - 1] == []
    return rows[: end - 1], rows[end + 1 :]
