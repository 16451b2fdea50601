"""The parts of a layout in plain words."""

from catalogue.purchases.layouts.words import FIELD_NAMES, Layout, shown
from catalogue.purchases.layouts.worksheets import column_letters

__all__ = [
    "DATE_ORDERS",
    "DECIMAL_MARKS",
    "DELIMITERS",
    "ENCODINGS",
    "column_letters",
    "delimiter_of",
    "encoding_of",
    "field_name",
    "heading_row_of",
    "kind_of",
    "sheet_of",
    "units_of",
]

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "Windows, Western European",
    "mac_roman": "Mac, Western European",
    "cp850": "DOS, Western European",
}
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
DATE_ORDERS = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}
DECIMAL_MARKS = {".": "a point", ",": "a comma"}


def field_name(name: str) -> str:
    """A field with a capital: `Quantity`."""
    return FIELD_NAMES[name][:1].upper() + FIELD_NAMES[name][1:]


def kind_of(layout: Layout) -> str:
    if layout.kind == "xlsx":
        return "an Excel workbook"
    return f"text with {delimiter_of(layout)} between the cells"


def delimiter_of(layout: Layout) -> str:
    return DELIMITERS.get(layout.delimiter, f"“{layout.delimiter}”")


def encoding_of(layout: Layout) -> str:
    return ENCODINGS.get(layout.encoding, layout.encoding)


def sheet_of(layout: Layout) -> str:
    return f"“{shown(layout.sheet)}”"


def heading_row_of(layout: Layout) -> str:
    return f"in row {layout.heading_row:,}"


def units_of(layout: Layout) -> str:
    """`“BX” is BOX, “C” is BOX100`."""
    return ", ".join(
        f"“{shown(name, 20)}” is {shown(unit, 20)}"
        for name, unit in sorted(layout.units.items())
    )
