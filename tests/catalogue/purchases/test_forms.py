"""Answers in an address, and the form that asks for them."""

import pytest

from catalogue.purchases.forms import (
    ReadingForm,
    answers_in,
    sent_as,
    without_the_obvious,
)
from catalogue.purchases.layouts import Layout, Question, Understanding

LAYOUT = Layout(
    kind="csv",
    encoding="utf-8",
    delimiter=",",
    sheet="",
    heading_row=1,
    headings=("PO Number", "Qty", "Antal"),
    columns={"po_number": 0, "quantity": 1},
    date_order="dmy",
    decimal_mark=".",
    prices_include_vat=False,
)
SHEET = Question("sheet", "Which one is it?", (("A", "A"), ("B", "B")))
MANY = Question(
    "column:line_number",
    "Which column holds the line number?",
    (*((str(number), f"Column {number}") for number in range(9)), ("", "None")),
)


def reading(*questions):
    return Understanding(LAYOUT, questions, sample=(), drift=(), notes=(), rows=1)


@pytest.mark.parametrize(
    ("sent", "answers"),
    [
        ({"date_order": "dmy", "utm": "x"}, {"date_order": "dmy"}),
        ({"column:gtin": "none"}, {"column:gtin": ""}),
        ({"column:gtin": "", "date_order": ""}, {}),
        ({"column:nonsense": "1"}, {}),
        # Another sheet was chosen: the columns on the page were not its columns.
        (
            {"sheet": "B", "sheet_shown": "A", "column:gtin": "4"},
            {"sheet": "B"},
        ),
        (
            {"sheet": "B", "sheet_shown": "B", "column:gtin": "4"},
            {"sheet": "B", "column:gtin": "4"},
        ),
    ],
)
def test_answers_in_takes_what_is_an_answer(sent, answers):
    assert answers_in(sent) == answers


def test_sent_as_is_what_answers_in_reads():
    answers = {"column:gtin": "", "date_order": "mdy"}

    assert answers_in(sent_as(answers)) == answers


def test_without_the_obvious_keeps_what_differs_from_the_reading():
    said = {
        "column:quantity": "1",
        "column:po_number": "2",
        "column:gtin": "",
        "date_order": "dmy",
        "decimal_mark": ",",
        "prices_include_vat": "no",
    }

    kept = without_the_obvious(said, LAYOUT)

    assert kept == {"column:po_number": "2", "decimal_mark": ","}


def test_reading_form_never_answers_for_a_person():
    form = ReadingForm(reading(SHEET, MANY), [SHEET, MANY], answers={})

    assert "checked" not in str(form["sheet"])
    assert "selected" in str(form["column:line_number"]).split("Choose one")[0]


def test_reading_form_has_radios_for_few_options_and_a_list_for_many():
    form = ReadingForm(reading(SHEET, MANY), [SHEET, MANY], answers={})

    assert 'type="radio"' in str(form["sheet"])
    assert "<select" in str(form["column:line_number"])


def test_reading_form_complains_of_what_was_asked_and_not_answered():
    form = ReadingForm(
        reading(SHEET, MANY), [SHEET, MANY], answers={}, asked_before=["sheet"]
    )

    assert list(form.errors) == ["sheet"]


def test_reading_form_starts_corrections_as_the_file_was_read():
    form = ReadingForm(reading(), [], answers={})

    fields = {field.name: field.value() for field in form.correction_fields()}
    assert fields["column:quantity"] == "1"
    assert fields["column:gtin"] == "none"
    assert fields["date_order"] == "dmy"
    assert form.is_valid()
