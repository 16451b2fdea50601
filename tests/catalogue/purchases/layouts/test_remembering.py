"""Last month's layout, this month's file."""

import pytest

from catalogue.purchases.layouts import Difference
from tests.catalogue.purchases.layouts.extracts import (
    HEADINGS,
    WELSH,
    WELSH_ANSWERS,
    csv_file,
    line,
    text_of,
    understood,
)


@pytest.fixture
def remembered(tmp_path):
    path = csv_file(tmp_path, text_of(line()), name="before.csv")
    return understood(path, answers={"prices_include_vat": "yes"}).layout


def test_the_same_headings_are_read_as_before(tmp_path, remembered):
    path = csv_file(tmp_path, text_of(line(date="03/04/2026")))

    found = understood(path, remembered=remembered)

    assert found.questions == found.drift == ()
    assert found.layout == remembered


def test_welsh_headings_are_asked_about_once(tmp_path):
    path = csv_file(tmp_path, text_of(line(), headings=WELSH))
    remembered = understood(path, answers=WELSH_ANSWERS).layout

    assert understood(path, remembered=remembered).layout == remembered


def test_columns_that_moved_are_found_again(tmp_path, remembered):
    def moved(row):
        return (*row[:3], row[5], row[4], row[3], *row[6:])

    path = csv_file(tmp_path, text_of(moved(line()), headings=moved(HEADINGS)))

    found = understood(path, remembered=remembered)

    assert found.layout.columns["quantity"] == 3
    assert Difference("Quantity", "“Qty”, column F", "“Qty”, column D") in found.drift
    assert not found.questions


def test_a_column_renamed_added_or_missing_is_said(tmp_path, remembered):
    headings = ("Site", *HEADINGS[:5], "Quantity Ordered", "Unit Price")
    row = ("Ward 1", *line()[:7])
    path = csv_file(tmp_path, text_of(row, headings=headings))

    drift = understood(path, remembered=remembered).drift

    said = [str(difference) for difference in drift]
    assert "Quantity: was “Qty”, column F, is now “Quantity Ordered”, column G." in said
    assert "Line value: was “Line Value”, column H, is now not in the file." in said
    assert "Delivery site: was not in the file, is now “Site”, column A." in said


def test_dates_that_memory_alone_decides_are_said(tmp_path, remembered):
    path = csv_file(tmp_path, text_of(line(date="03/04/2026")))

    [note] = understood(path, remembered=remembered).notes

    assert note.endswith("day first, as last time: 03/04/2026 is 3 April 2026.")


def test_dates_under_another_heading_are_asked_about_again(tmp_path, remembered):
    headings = tuple("Date ordered" if h == "Order Date" else h for h in HEADINGS)
    path = csv_file(tmp_path, text_of(line(date="03/04/2026"), headings=headings))

    [question] = understood(path, remembered=remembered).questions

    assert question.text == "Is 03/04/2026 3 April 2026 or 4 March 2026?"


def test_dates_in_another_order_are_said(tmp_path, remembered):
    path = csv_file(tmp_path, text_of(line(date="04/13/2026")))

    found = understood(path, remembered=remembered)

    assert found.layout.date_order == "mdy"
    assert found.drift == (Difference("Dates", "day first", "month first"),)


def test_another_decimal_mark_is_said(tmp_path, remembered):
    row = line(price="3,50", value="7,00")
    path = csv_file(tmp_path, text_of(row, delimiter=";"))

    found = understood(path, remembered=remembered)

    assert found.layout.decimal_mark == ","
    assert found.drift == (
        Difference("Decimals", "a point", "a comma"),
        Difference("Between the cells", "commas", "semicolons"),
    )
