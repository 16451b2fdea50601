import pytest

from catalogue.purchases.layouts import original_rows
from tests.catalogue.purchases.layouts.extracts import (
    HEADINGS,
    csv_file,
    line,
    read,
    text_of,
    understood,
    workbook_file,
)

EMPTY = ("",) * 8


def numbers_of(rows) -> list[str]:
    return [row["row"] for row in rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_read_rows_gives_each_field_without_surrounding_space(tmp_path, delimiter):
    row = line(supplier=" Acme\u00a0", description='"Gloves, 100; |\t"')
    path = csv_file(tmp_path, text_of(row, delimiter=delimiter))

    assert read(path) == [
        {
            "row": "2",
            "po_number": "PO1",
            "line_number": "1",
            "order_date": "13/04/2026",
            "supplier": "Acme",
            "description": "Gloves, 100; |",
            "quantity": "2",
            "unit_price": "3.50",
            "line_value": "7.00",
        }
    ]


@pytest.mark.parametrize("mark", [";", ",", "|", "\t"])
def test_a_sep_line_names_the_delimiter(tmp_path, mark):
    path = csv_file(tmp_path, f"sep={mark}\r\n" + text_of(line(), delimiter=mark))

    assert numbers_of(read(path)) == ["3"]
    assert understood(path).notes == ()


def test_rows_that_are_no_order_lines_are_left_out(tmp_path):
    rows = [line(), EMPTY, HEADINGS, line(po="PO2"), ("",), line(po="PO3"), EMPTY]
    path = csv_file(tmp_path, "Report\r\n\r\n" + text_of(*rows))

    assert [row["po_number"] for row in read(path)] == ["PO1", "PO2", "PO3"]
    assert numbers_of(read(path)) == ["4", "7", "9"]


@pytest.mark.parametrize(
    "foot",
    [
        ("Total", "", "", "", "", "", "", "7.00"),
        ("", "", "Total", "", "", "2", "", "7.00"),
        ("", "", "", "", "Grand Total:", "", "", "£7.00"),
        ("", "", "", "", "", "", "", "7.00"),
        ("", "", "", "", "", "2", "", "7.00"),
        ("Sum", "1", "", "", "", "", "", "7.00"),
        ("Report total", "", "", "", "", "", "", "7.00", ""),
        ("Total for Acme", "", "", "", "", "", "", "7.00"),
        ("Number of records: 1",),
        ("1 rows selected.",),
        ("*** End of report ***",),
        ("Total", "", "", "", "", "", "GBP", "7.00"),
    ],
)
def test_a_total_at_the_foot_is_left_out(tmp_path, foot):
    path = csv_file(tmp_path, text_of(line(), foot, EMPTY))

    assert numbers_of(read(path)) == ["2"]
    assert "1 row at the foot left out." in understood(path).notes


def test_several_rows_at_the_foot_are_left_out(tmp_path):
    feet = [("Total",), ("", "", "", "", "", "", "", "7.00"), ("End of report",)]
    path = csv_file(tmp_path, text_of(line(), EMPTY, *feet))

    assert numbers_of(read(path)) == ["2"]
    assert understood(path).notes == ("3 rows at the foot left out.",)


@pytest.mark.parametrize(
    "bad",
    [
        line(po=""),
        line(date=""),
        line(description=""),
        line(po="", date="", description=""),
        line(po="", line="", date=""),
        line(po="", line="", date="", description="Total hip prosthesis"),
        line(po="Total Supplies 1", date=""),
        ("", "", "", "", "", "", "", "7.00"),
        ("Subtotal", "", "", "", "", "", "", "7.00"),
    ],
)
def test_a_bad_row_in_the_middle_is_a_data_row(tmp_path, bad):
    path = csv_file(tmp_path, text_of(line(), bad, line(po="PO3")))

    assert numbers_of(read(path)) == ["2", "3", "4"]


@pytest.mark.parametrize(
    "bad", [line(po=""), line(date=""), line(description=""), line(line="", date="")]
)
def test_a_bad_row_at_the_end_is_a_data_row(tmp_path, bad):
    path = csv_file(tmp_path, text_of(line(), bad))

    assert numbers_of(read(path)) == ["2", "3"]


def test_a_long_run_of_totals_is_no_foot(tmp_path):
    path = csv_file(tmp_path, text_of(line(), *[("Total",)] * 60))

    assert len(read(path)) > 26


def test_a_short_row_is_filled_up(tmp_path):
    path = csv_file(tmp_path, text_of(line(), line()[:5]))

    assert "quantity" not in read(path)[1]


def test_a_row_that_slipped_says_so_in_its_quantity(tmp_path):
    path = csv_file(tmp_path, text_of(line(), line(description="Gloves, large")))

    assert read(path)[1]["quantity"] == (
        "large (this row has 1 cell more than the headings)"
    )
    [note] = understood(path).notes
    assert "1 row with more cells than there are headings (the first: row 3)" in note


def test_empty_cells_beyond_the_headings_do_not_matter(tmp_path):
    path = csv_file(tmp_path, text_of((*line(), "", " ")))

    assert read(path)[0]["quantity"] == "2"


def test_line_breaks_inside_a_cell_are_kept(tmp_path):
    path = csv_file(tmp_path, text_of(line(description='"Gloves\nlarge"'), line()))

    found = read(path)

    assert found[0]["description"] == "Gloves\nlarge"
    assert numbers_of(found) == ["2", "3"]


def test_original_rows_gives_the_cells_untouched(tmp_path):
    row = (" PO1 ", "1", "13/04/2026", "Acme", "Gloves", "2", "3.50", "7.00", "note")
    path = csv_file(tmp_path, text_of(line(), row, line()))
    layout = understood(path).layout

    assert list(original_rows(path, layout, {3})) == [(3, list(row))]
    assert list(original_rows(path, layout, set())) == []


def test_original_rows_of_a_workbook(tmp_path):
    path = workbook_file(tmp_path, HEADINGS, line(), line(po="PO2"))
    layout = understood(path).layout

    assert list(original_rows(path, layout, {3})) == [(3, list(line(po="PO2")))]
