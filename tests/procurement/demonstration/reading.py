"""Read an invented region's files back, plainly, as its profiles say they are."""

import csv
import re
from datetime import date, datetime
from decimal import Decimal

import openpyxl

from procurement.demonstration.region import Size

UNTIL = date(2026, 9, 30)
SIZE = Size(trusts=14, products=300, lines=9_000, seed=7, until=UNTIL)


def read(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def rows_of(region, code, profile):
    """The data rows of one file as the profile says, by field, all as text."""
    path = region / "files" / f"{code}.{profile['kind']}"
    if profile["kind"] == "csv":
        with path.open(newline="", encoding=profile["encoding"]) as file:
            table = list(csv.reader(file, delimiter=profile["delimiter"]))
    else:
        sheet = openpyxl.load_workbook(path)["Extract"]
        table = [
            ["" if cell is None else str(cell) for cell in row]
            for row in sheet.iter_rows(values_only=True)
        ]
    table = table[profile["preamble_rows"] :]
    assert table[0] == list(profile["columns"].values())
    body = table[1:-1] if profile["footer"] else table[1:]
    return [dict(zip(profile["columns"], row, strict=True)) for row in body]


def number(text):
    return Decimal(re.sub("[£,]", "", text))


def day_of(text, profile):
    pattern = profile["date_format"] or "%Y-%m-%d %H:%M:%S"
    return datetime.strptime(text, pattern).date()  # noqa: DTZ007


def why_refused(row, profile, seen):
    """The plain reasons a row must be refused for, "" for a good one."""
    key = row["po_number"], row["line_number"]
    if key in seen:
        return "repeated"
    seen.add(key)
    try:
        if day_of(row["order_date"], profile) > UNTIL:
            return "future_date"
    except ValueError:
        return "no_such_date"
    try:
        quantity = Decimal(row["quantity"])
    except ArithmeticError:
        return "quantity_no_number"
    worth, stated = quantity * number(row["unit_price"]), number(row["line_value"])
    if abs(worth - stated) > max(Decimal("0.01"), abs(worth) * Decimal("0.005")):
        return "value_mismatch"
    return "" if row["description"] else "no_description"
