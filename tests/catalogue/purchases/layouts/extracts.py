"""Small purchase extracts, written the way finance systems write them."""

import zipfile
from pathlib import Path

import openpyxl

from catalogue.purchases.layouts import FIELDS, Understanding, read_rows, understand

HEADINGS = (
    "PO Number",
    "Line",
    "Order Date",
    "Supplier",
    "Item Description",
    "Qty",
    "Unit Price",
    "Line Value",
)

WELSH = ("Rhif", "Llinell", "Dyddiad", "Cyflenwr", "Disgrifiad", "Nifer", "Pris", "Swm")
WELSH_ANSWERS = {
    "column:po_number": "0",
    "column:line_number": "1",
    "column:order_date": "2",
    "column:description": "4",
    "column:quantity": "5",
    "column:unit_price": "6",
}


def line(**said) -> tuple:
    """One order line in the order of HEADINGS."""
    usual = {
        "po": "PO1",
        "line": "1",
        "date": "13/04/2026",
        "supplier": "Acme",
        "description": "Gloves",
        "quantity": "2",
        "price": "3.50",
        "value": "7.00",
    }
    return tuple((usual | said).values())


def text_of(*rows, headings=HEADINGS, delimiter=",", end="\r\n") -> str:
    return "".join(delimiter.join(row) + end for row in (headings, *rows))


def csv_file(folder: Path, content: str | bytes, name="extract.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook_file(folder: Path, *rows, name="extract.xlsx", sheet="Lines") -> Path:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    path = folder / name
    book.save(path)
    return path


def with_sheet_xml(folder: Path, xml: bytes, name="forged.xlsx") -> Path:
    """A workbook whose only sheet is this XML, for what no program would write."""
    ordinary = workbook_file(folder, HEADINGS, line(), name="ordinary.xlsx")
    path = folder / name
    with (
        zipfile.ZipFile(ordinary) as package,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as forged,
    ):
        for part in package.namelist():
            is_sheet = part == "xl/worksheets/sheet1.xml"
            forged.writestr(part, xml if is_sheet else package.read(part))
    return path


def understood(path: Path, **how) -> Understanding:
    return understand(path, file_name=path.name, **how)


def read(path: Path, **how) -> list[dict[str, str]]:
    """The rows as read, each a dict of the fields that hold something."""
    layout = understood(path, **how).layout
    return [
        {"row": row[0]}
        | {name: text for name, text in zip(FIELDS, row[1:], strict=True) if text}
        for row in read_rows(path, layout)
    ]
