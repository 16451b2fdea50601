"""Layouts and reasons in plain words."""

from dataclasses import replace

import pytest

from catalogue.purchases import reasons, wording
from catalogue.purchases.layouts import FIELDS, Question, Understanding
from tests.catalogue.purchases.test_forms import LAYOUT


def reading(layout=LAYOUT, *questions, **said):
    row = tuple(said.get(name, "") for name in FIELDS)
    return Understanding(layout, questions, sample=(row,), drift=(), notes=(), rows=1)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({}, "Text with commas between the cells, UTF-8"),
        (
            {"delimiter": "\t", "encoding": "utf-16-le"},
            "Text with tabs between the cells, UTF-16",
        ),
        (
            {"delimiter": "~", "encoding": "koi8-r"},
            "Text with “~” between the cells, koi8-r",
        ),
        ({"kind": "xlsx", "sheet": "Lines"}, "Excel workbook, sheet “Lines”"),
    ],
)
def test_writing_of(how, words):
    assert wording.writing_of(replace(LAYOUT, **how)) == words


@pytest.mark.parametrize(
    ("order", "text", "words"),
    [
        ("dmy", "03/04/2026", "Day first: 03/04/2026 is 3 April 2026"),
        ("mdy", "03/04/2026", "Month first: 03/04/2026 is 4 March 2026"),
        ("", "2026-04-03", "2026-04-03 is 3 April 2026"),
        ("dmy", "soon", "Day first"),
        ("", "", "As they stand"),
    ],
)
def test_dates_of(order, text, words):
    layout = replace(LAYOUT, date_order=order)

    assert wording.dates_of(reading(layout, order_date=text)) == words


def test_dates_of_leaves_open_what_is_asked():
    asked = Question("date_order", "March or April?", ())

    assert "see the question" in wording.dates_of(reading(LAYOUT, asked))


def test_fields_read_are_named_with_their_heading_and_an_example():
    [number, quantity] = wording.fields_read(reading(po_number="PO7"))

    assert number == wording.FieldRead("Purchase order number", "PO Number", "PO7")
    assert quantity.example == ""


def test_fields_absent_are_a_list_in_words():
    absent = wording.fields_absent(LAYOUT)

    assert absent.startswith("organisation, line number")
    assert absent.endswith("delivery site and receipt date")


@pytest.mark.parametrize("field", reasons.FIELD_NAMES)
@pytest.mark.parametrize("reason", reasons.SENTENCES)
def test_every_reason_can_be_said_and_counted(field, reason):
    assert reasons.sentence(field, reason)
    assert reasons.counted(field, reason, 1).startswith("1 row ")
    assert reasons.counted(field, reason, 1_200).startswith("1,200 rows ")


def test_counted_speaks_of_the_field():
    assert reasons.counted("order_date", "empty", 3) == "3 rows without an order date"
    assert (
        reasons.counted("quantity", "no_number", 18)
        == "18 rows where the quantity is not a number"
    )
