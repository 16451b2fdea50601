"""A layout in plain words, for "This is how we read it". No database, no request."""

from dataclasses import dataclass

from catalogue.purchases.layouts import (
    FIELDS,
    Layout,
    Understanding,
    naming,
    read_date,
)
from catalogue.purchases.layouts.words import FIELD_NAMES, sentence_list, shown

DATE_ORDERS = {
    "dmy": "Day first, as in 31/12/2026",
    "mdy": "Month first, as in 12/31/2026",
    "ymd": "Year first, as in 26/12/31",
}
DECIMAL_MARKS = {
    ".": "A point before the decimals, as in 12.50",
    ",": "A comma before the decimals, as in 12,50",
}


@dataclass(frozen=True, slots=True)
class FieldRead:
    """A field, the heading it is read from, and what stands there first."""

    name: str
    heading: str
    example: str


def fields_read(reading: Understanding) -> list[FieldRead]:
    """The fields that the file has, in the order they are stored in."""
    layout = reading.layout
    return [
        FieldRead(
            naming.field_name(name),
            shown(layout.headings[layout.columns[name]], 80),
            next((shown(row[place]) for row in reading.sample if row[place]), ""),
        )
        for place, name in enumerate(FIELDS)
        if name in layout.columns
    ]


def fields_absent(layout: Layout) -> str:
    """`NPC, category and receipt date`: what the file does not have."""
    absent = [FIELD_NAMES[name] for name in FIELDS if name not in layout.columns]
    return sentence_list(absent)


def writing_of(layout: Layout) -> str:
    """What kind of file it is: `CSV with commas, UTF-8 text`."""
    if layout.kind == "xlsx":
        return f"Excel workbook, sheet “{shown(layout.sheet)}”"
    mark, encoding = naming.delimiter_of(layout), naming.encoding_of(layout)
    return f"Text with {mark} between the cells, {encoding}"


def dates_of(reading: Understanding) -> str:
    """How dates are read, with the first that shows it."""
    order = reading.layout.date_order
    place = FIELDS.index("order_date")
    text = next((row[place] for row in reading.sample if row[place]), "")
    day = read_date(text, order)
    example = f"{shown(text)} is {day.day} {day:%B %Y}" if day else ""
    if any(question.key == "date_order" for question in reading.questions):
        return "Not known yet: see the question"
    named = DATE_ORDERS[order].partition(",")[0] if order in DATE_ORDERS else ""
    return ": ".join(filter(None, [named, example])) or "As they stand"


def decimals_of(layout: Layout) -> str:
    return DECIMAL_MARKS.get(layout.decimal_mark, "Not known yet: see the question")


def vat_of(layout: Layout) -> str:
    if layout.prices_include_vat:
        return "Prices include VAT at 20%; they are stored without it"
    return "Prices are without VAT"
