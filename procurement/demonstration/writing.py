"""Write a trust's extract as the file its finance system would send.

No database, clock or request; the same rows give the same bytes.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter import Workbook

from procurement.demonstration.buying import OrderLine
from procurement.demonstration.faults import Fault
from procurement.demonstration.file_layouts import (
    FileLayout,
    money_text,
    preamble_lines,
    written_date,
)
from procurement.demonstration.items import DAYS, Item

_CARRIAGE_WORDS = ("Carriage", "Delivery charge", "CARRIAGE & PACKING", "P&P")
_ROWS_AT_ONCE = 5_000
_OLDEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_ONLY_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class ExtractWriter(Protocol):
    """A file being written. `close` finishes it; until then it is not to be read."""

    def write(self, line: OrderLine, fault: Fault | None) -> None: ...

    def close(self) -> None: ...


def extract_writer(path: Path, layout: FileLayout, until: date) -> ExtractWriter:
    """The writer for the layout; `path` has no suffix yet."""
    if layout.kind == "xlsx":
        return XlsxWriter(path.with_suffix(".xlsx"), layout, until)
    return CsvWriter(path.with_suffix(".csv"), layout, until)


def _first_day(until: date) -> date:
    return until - timedelta(days=DAYS - 1)


def _carriage_cells(line: OrderLine, layout: FileLayout) -> list[str]:
    word = _CARRIAGE_WORDS[line.price // 500 % len(_CARRIAGE_WORDS)]
    known = {
        "supplier": line.supplier, "description": word,
        "unit_of_purchase": "EA", "pack_size": "1",
    }  # fmt: skip
    return [known.get(field, "") for field in layout.item_fields]


def _without_description(item: Item, layout: FileLayout) -> list[str]:
    cells = list(item.cells)
    cells[layout.item_fields.index("description")] = ""
    return cells


def _value(line: OrderLine, fault: Fault | None) -> int:
    """The line's value; a mismatched one has a slipped decimal point."""
    slipped = fault is not None and fault.kind == "value_mismatch"
    return line.quantity * line.price * (10 if slipped else 1)


class CsvWriter:
    """Rows as delimited text. Item texts are joined once an item, not once a row."""

    def __init__(self, path: Path, layout: FileLayout, until: date) -> None:
        self.layout = layout
        self.first_day = _first_day(until)
        self.file = path.open("w", encoding=layout.encoding, newline="")
        self.money = money_text(layout.money)
        # The same few prices and values come again and again.
        self.money_cell = lru_cache(100_000)(
            lambda amount: self._quoted(self.money(amount))
        )
        self.dates = [
            self._date(self.first_day + timedelta(day)) for day in range(DAYS)
        ]
        self.joined: dict[str, str] = {}
        self.rows: list[str] = []
        self.total = 0
        for text in preamble_lines(layout, until):
            self.rows.append(text + layout.line_end)
        self.rows.append(self._joined(list(layout.columns.values())) + layout.line_end)

    def write(self, line: OrderLine, fault: Fault | None) -> None:
        layout, mark = self.layout, self.layout.delimiter
        value = _value(line, fault)
        self.total += value
        item = line.item
        if item is None:
            cells = self._joined(_carriage_cells(line, layout))
        elif fault is not None and fault.kind == "no_description":
            cells = self._joined(_without_description(item, layout))
        else:
            cells = self.joined.get(item.local_code) or self._remember(item)
        when, quantity = self.dates[line.day], str(line.quantity)
        if fault is not None:
            when, quantity = self._faulty(fault, line, when, quantity)
        order, number = line.po_number, str(line.number)
        if layout.quoted:
            order, number, quantity = map(self._quoted, (order, number, quantity))
        lead = (
            f"{when}{mark}{order}{mark}{number}"
            if layout.date_first
            else f"{order}{mark}{number}{mark}{when}"
        )
        price, worth = self.money_cell(line.price), self.money_cell(value)
        self.rows.append(
            f"{lead}{mark}{cells}{mark}{quantity}{mark}{price}{mark}{worth}{layout.line_end}"
        )
        if len(self.rows) >= _ROWS_AT_ONCE:
            self._flush()

    def close(self) -> None:
        if self.layout.foot:
            blanks = [""] * (len(self.layout.columns) - 2)
            total = self._joined(["Total", *blanks, self.money(self.total)])
            self.rows.append(total + self.layout.line_end)
        self._flush()
        self.file.close()

    def _faulty(
        self, fault: Fault, line: OrderLine, when: str, quantity: str
    ) -> tuple[str, str]:
        found = self.first_day + timedelta(days=line.day)
        style = self.layout.date_style
        if fault.kind == "no_such_date":
            day, month = fault.day_and_month
            return self._quoted(written_date(style, found.year, month, day)), quantity
        if fault.kind == "future_date":
            wrong = written_date(style, fault.year, found.month, min(28, found.day))
            return self._quoted(wrong), quantity
        return when, fault.quantity if fault.kind == "quantity_no_number" else quantity

    def _remember(self, item: Item) -> str:
        text = self.joined[item.local_code] = self._joined(item.cells)
        return text

    def _joined(self, cells: list[str]) -> str:
        return self.layout.delimiter.join(map(self._quoted, cells))

    def _quoted(self, text: str) -> str:
        if self.layout.quoted or self.layout.delimiter in text or '"' in text:
            return '"' + text.replace('"', '""') + '"'
        return text

    def _date(self, day: date) -> str:
        style = self.layout.date_style
        return self._quoted(written_date(style, day.year, day.month, day.day))

    def _flush(self) -> None:
        self.file.write("".join(self.rows))
        self.rows.clear()


class XlsxWriter:
    """Rows as a workbook with two sheets, the second of them only notes."""

    def __init__(self, path: Path, layout: FileLayout, until: date) -> None:
        self.path, self.layout = path, layout
        self.first_day = _first_day(until)
        self.money = money_text(layout.money)
        # Text stays text, whatever it looks like.
        self.book = Workbook(path, {"constant_memory": True, **_ONLY_TEXT})
        self.day = self.book.add_format({"num_format": "dd/mm/yyyy"})
        self.sheet = self.book.add_worksheet("Extract")
        self.rows = 0
        self.total = 0
        for text in preamble_lines(layout, until):
            self._append([text])
        self._append(layout.columns.values())

    def write(self, line: OrderLine, fault: Fault | None) -> None:
        layout = self.layout
        value = _value(line, fault)
        self.total += value
        cells = line.item.cells if line.item else _carriage_cells(line, layout)
        if line.item and fault is not None and fault.kind == "no_description":
            cells = _without_description(line.item, layout)
        wrong_number = fault is not None and fault.kind == "quantity_no_number"
        self._append(
            [
                line.po_number, str(line.number), self._date(line, fault), *cells,
                fault.quantity if fault and wrong_number else line.quantity,
                self._money(line.price), self._money(value),
            ]
        )  # fmt: skip

    def close(self) -> None:
        if self.layout.foot:
            blanks = [""] * (len(self.layout.columns) - 2)
            self._append(["Total", *blanks, self._money(self.total)])
        notes = self.book.add_worksheet("Notes")
        notes.write_string(0, 0, "Prepared by the finance systems team")
        self.book.close()
        _forget_time(self.path)

    def _append(self, cells: Iterable[Any]) -> None:
        for place, cell in enumerate(cells):
            if cell != "":
                form = self.day if isinstance(cell, date) else None
                self.sheet.write(self.rows, place, cell, form)
        self.rows += 1

    def _money(self, amount: int) -> str | Decimal:
        if self.layout.money == "text":
            return self.money(amount)
        return Decimal(amount).scaleb(-4)

    def _date(self, line: OrderLine, fault: Fault | None) -> str | date:
        day = self.first_day + timedelta(days=line.day)
        style = self.layout.date_style
        if fault is not None and fault.kind == "no_such_date":
            number, month = fault.day_and_month
            return written_date(style or "%d/%m/%Y", day.year, month, number)
        if fault is not None and fault.kind == "future_date":
            day = date(fault.year, day.month, min(28, day.day))
        return written_date(style, day.year, day.month, day.day) if style else day


def _forget_time(path: Path) -> None:
    """Take the moment of writing out of a workbook, so that it can be made again."""
    with ZipFile(path) as book:
        parts = [(name, book.read(name)) for name in book.namelist()]
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        for name, content in parts:
            if name == "docProps/core.xml":
                content = re.sub(  # noqa: PLW2901
                    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
                    b"1980-01-01T00:00:00Z",
                    content,
                )
            entry = ZipInfo(name, _OLDEST_ZIP_TIME)
            entry.compress_type = ZIP_DEFLATED
            book.writestr(entry, content)
