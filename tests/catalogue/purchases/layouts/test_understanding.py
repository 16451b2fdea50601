import json

import pytest

from catalogue.purchases.layouts import REQUIRED, Layout, UnreadableFile
from tests.catalogue.purchases.layouts.extracts import (
    HEADINGS,
    WELSH,
    WELSH_ANSWERS,
    csv_file,
    line,
    read,
    text_of,
    understood,
    workbook_file,
)


def keys(found) -> list[str]:
    return [question.key for question in found.questions]


def test_understand_finds_the_layout_by_itself(tmp_path):
    rows = [line(po=f"PO{n}") for n in range(20)]
    path = csv_file(tmp_path, "Extract\r\nRun today\r\n" + text_of(*rows))

    found = understood(path)

    assert found.questions == found.drift == ()
    assert found.layout == Layout(
        kind="csv",
        encoding="utf-8",
        delimiter=",",
        sheet="",
        heading_row=3,
        headings=HEADINGS,
        columns={
            "po_number": 0,
            "line_number": 1,
            "order_date": 2,
            "supplier": 3,
            "description": 4,
            "quantity": 5,
            "unit_price": 6,
            "line_value": 7,
        },
        date_order="dmy",
        decimal_mark=".",
        prices_include_vat=False,
    )
    assert found.rows == 20
    assert len(found.sample) == 10
    assert found.sample[0][1:4] == ("PO0", "1", "13/04/2026")
    assert found.notes == ("2 rows above the headings left out.",)


def test_a_layout_survives_json(tmp_path):
    layout = understood(csv_file(tmp_path, text_of(line()))).layout

    assert Layout.from_json(json.loads(json.dumps(layout.to_json()))) == layout


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_order_of_dates_nobody_can_know_is_asked(tmp_path, kind):
    rows = [line(date="03/04/2026"), line(date="05/06/2026")]
    path = (
        csv_file(tmp_path, text_of(*rows))
        if kind == "csv"
        else workbook_file(tmp_path, HEADINGS, *rows)
    )

    [question] = understood(path).questions

    assert question.key == "date_order"
    assert question.text == "Is 03/04/2026 3 April 2026 or 4 March 2026?"
    assert [value for value, _ in question.options] == ["dmy", "mdy"]
    assert understood(path).layout.date_order == ""
    answered = understood(path, answers={"date_order": "mdy"})
    assert answered.layout.date_order == "mdy"
    assert not answered.questions


def test_a_late_row_decides_the_order_of_dates(tmp_path):
    rows = [line(date="03/04/2026")] * 12_000 + [line(date="13/04/2026")]
    path = csv_file(tmp_path, text_of(*rows))

    assert understood(path).layout.date_order == "dmy"


def test_dates_of_both_orders_are_noted(tmp_path):
    dates = ["13/04/2026", "14/04/2026", "04/15/2026"]
    path = csv_file(tmp_path, text_of(*(line(date=date) for date in dates)))

    found = understood(path)

    assert found.layout.date_order == "dmy"
    assert "1 date such as 04/15/2026 cannot be" in found.notes[0]


def test_a_decimal_mark_nobody_can_know_is_asked(tmp_path):
    row = line(quantity="2", price="1,234", value="2,468")
    path = csv_file(tmp_path, text_of(row, delimiter=";"))

    [question] = understood(path).questions

    assert question.key == "decimal_mark"
    assert question.text == "Is 1,234 1234, or 1.234 with three decimals?"
    assert understood(path, answers={"decimal_mark": ","}).layout.decimal_mark == ","


@pytest.mark.parametrize(
    ("price", "value", "mark"), [("3,50", "7,00", ","), ("3.50", "7.00", ".")]
)
def test_the_decimal_mark_is_found(tmp_path, price, value, mark):
    row = line(price=price, value=value)
    path = csv_file(tmp_path, text_of(row, delimiter=";"))

    assert understood(path).layout.decimal_mark == mark


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_headings_in_welsh_are_asked_for_and_never_guessed(tmp_path, kind):
    path = (
        csv_file(tmp_path, text_of(line(), headings=WELSH, delimiter=";"))
        if kind == "csv"
        else workbook_file(tmp_path, WELSH, line())
    )

    found = understood(path)

    assert set(keys(found)) == {f"column:{name}" for name in REQUIRED}
    assert found.layout.columns == {}
    assert ("0", "Column A: Rhif (for example PO1)") in found.questions[0].options
    answered = understood(path, answers=WELSH_ANSWERS)
    assert not answered.questions
    assert read(path, answers=WELSH_ANSWERS)[0]["unit_price"] == "3.50"


def test_an_answer_that_is_no_option_is_as_none(tmp_path):
    path = csv_file(tmp_path, text_of(line(), headings=WELSH))
    odd = {"column:po_number": "99", "column:price": "1", "date_order": "x"}

    assert "column:po_number" in keys(understood(path, answers=odd))


def test_the_answer_that_a_column_is_not_there_refuses_the_file(tmp_path):
    path = csv_file(tmp_path, text_of(line(), headings=WELSH))

    with pytest.raises(UnreadableFile, match="no column for the line number"):
        understood(path, answers=WELSH_ANSWERS | {"column:line_number": ""})


def test_two_columns_of_one_heading_are_named_and_asked(tmp_path):
    headings = tuple("Qty" if text == "Supplier" else text for text in HEADINGS)
    path = csv_file(tmp_path, text_of(line(supplier="100"), headings=headings))

    [question] = understood(path).questions

    assert question.key == "column:quantity"
    assert question.text == (
        "Column D “Qty” and column F “Qty” could each be the quantity. Which one is it?"
    )
    assert [label for _, label in question.options] == [
        "Column D: Qty (for example 100)",
        "Column F: Qty (for example 2)",
    ]
    assert read(path, answers={"column:quantity": "5"})[0]["quantity"] == "2"


def test_a_file_without_headings_is_refused_with_its_first_row(tmp_path):
    path = csv_file(tmp_path, text_of(line(), line(), headings=line(po="PO0")))

    with pytest.raises(UnreadableFile, match=r"first row is: PO0 \| 1 \| 13/04/2026"):
        understood(path)


def test_headings_without_rows_are_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="no order lines"):
        understood(csv_file(tmp_path, text_of()))


def test_a_file_that_cannot_have_the_fields_is_refused_naming_them(tmp_path):
    path = csv_file(
        tmp_path, "PO Number,Order Date,Supplier\r\nPO1,13/04/2026,Acme\r\n"
    )

    with pytest.raises(
        UnreadableFile,
        match="line number, the description, the quantity and the unit price",
    ):
        understood(path)


@pytest.mark.parametrize(
    ("price", "value", "asked"),
    [
        ("Unit Price", "Line Value", False),
        ("Unit Price (ex VAT)", "Net Value", False),
        ("Unit Price inc VAT", "Line Value", True),
        ("Unit Price", "Gross Value", True),
        ("Net Price", "Gross Value", False),
    ],
)
def test_vat_is_asked_where_a_heading_says_it_is_included(
    tmp_path, price, value, asked
):
    headings = (*HEADINGS[:6], price, value)
    path = csv_file(tmp_path, text_of(line(), headings=headings))

    found = understood(path)

    assert keys(found) == (["prices_include_vat"] if asked else [])
    assert found.layout.prices_include_vat is False


def test_the_answer_about_vat_is_kept(tmp_path):
    headings = (*HEADINGS[:6], "Unit Price", "Gross Value")
    path = csv_file(tmp_path, text_of(line(), headings=headings))

    yes = understood(path, answers={"prices_include_vat": "yes"})
    no = understood(path, answers={"prices_include_vat": "no"})

    assert yes.layout.prices_include_vat
    assert "line_value" in yes.layout.columns
    assert not no.layout.prices_include_vat
    assert "line_value" not in no.layout.columns  # it cannot be checked against


def test_prices_can_include_vat_without_any_heading_saying_so(tmp_path):
    path = csv_file(tmp_path, text_of(line()))

    found = understood(path, answers={"prices_include_vat": "yes"})

    assert found.layout.prices_include_vat


def test_damaged_gtins_are_counted(tmp_path):
    headings = (*HEADINGS, "GTIN")
    rows = [(*line(), gtin) for gtin in ("5.01235E+12", "05012345678900", "5,0E+12")]
    path = csv_file(tmp_path, text_of(*rows, headings=headings, delimiter=";"))

    [note] = understood(path).notes

    assert note.startswith("GTINs damaged by a spreadsheet in 2 rows, such as 5.01235E")
