import datetime

import openpyxl
import pytest

from catalogue.purchases.layouts import UnreadableFile
from catalogue.purchases.layouts.worksheets import column_letters, plain_decimal
from tests.catalogue.purchases.layouts.extracts import (
    HEADINGS,
    line,
    read,
    understood,
    with_sheet_xml,
    workbook_file,
)

DAY = datetime.date(2026, 4, 13)
HEADING_XML = "".join(
    f'<c t="inlineStr"><is><t>{heading}</t></is></c>' for heading in HEADINGS
)


def sheet_xml(cells: str) -> bytes:
    return (
        f"<worksheet><sheetData><row>{HEADING_XML}</row><row>{cells}</row>"
        "</sheetData></worksheet>"
    ).encode()


def book(tmp_path, sheets: dict[str, list], hidden=()):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    path = tmp_path / "extract.xlsx"
    if all(name in hidden for name in sheets):
        raise ValueError("a workbook shows at least one sheet")
    made.save(path)
    return path


def test_numbers_and_dates_are_plain_text(tmp_path):
    row = line(date=DAY, line=1, quantity=2, price=13.260000000000002, value=26.52)
    path = workbook_file(tmp_path, HEADINGS, row)

    [found] = read(path)

    assert found["order_date"] == "2026-04-13"
    assert found["unit_price"] == "13.26"
    assert found["quantity"] == "2"
    assert understood(path).layout.date_order == "ymd"


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("13.260000000000002", "13.26"),
        ("4500012345", "4500012345"),
        ("9.520000001162E12", "9520000001162"),
        ("29520000000015", "29520000000015"),
        ("1.5E-7", "0.00000015"),
        ("-0.1", "-0.1"),
        ("100.0", "100"),
        ("1E+20", "100000000000000000000"),
        ("1E308", "1e+308"),
        ("NaN?", "NaN?"),
    ],
)
def test_plain_decimal_has_15_digits_and_no_exponent(stored, text):
    assert plain_decimal(stored) == text


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_column_letters(column, letters):
    assert column_letters(column) == letters


def test_dates_with_times_and_in_own_formats_are_dates(tmp_path):
    path = workbook_file(
        tmp_path,
        HEADINGS,
        line(date=datetime.datetime(2026, 4, 13, 15, 30)),  # noqa: DTZ001
        line(date=DAY),
    )
    made = openpyxl.load_workbook(path)
    made.active["C3"].number_format = "[$-809]dd mmmm yyyy;@"
    made.active["F3"].number_format = '0.00 "day"'
    made.save(path)

    assert [row["order_date"] for row in read(path)] == ["2026-04-13"] * 2
    assert read(path)[1]["quantity"] == "2"


def test_dates_that_count_from_1904(tmp_path):
    path = workbook_file(tmp_path, HEADINGS, line(date=DAY))
    made = openpyxl.load_workbook(path)
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.active["C2"].value = DAY
    made.save(path)

    assert read(path)[0]["order_date"] == "2026-04-13"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c t="d"><v>2026-04-13T00:00:00</v></c>', "2026-04-13"),
        ('<c t="str"><f>A1</f><v>Gloves</v></c>', "Gloves"),
        ("<c><f>1+1</f><v>2</v></c>", "2"),
        (
            '<c t="inlineStr"><is><r><t>Glo</t></r><r><t>ves</t></r>'
            "<rPh><t>x</t></rPh></is></c>",
            "Gloves",
        ),
        ('<c t="inlineStr"><is><t>a_x000D_b&amp;</t></is></c>', "a\rb&"),
    ],
)
def test_every_kind_of_cell_is_read(tmp_path, cell, text):
    usual = '<c t="inlineStr"><is><t>1</t></is></c>'
    path = with_sheet_xml(tmp_path, sheet_xml(usual * 4 + cell + usual * 3))

    assert read(path)[0]["description"] == text


def test_prefixed_elements_are_read(tmp_path):
    xml = sheet_xml('<c t="inlineStr"><is><t>x</t></is></c>' * 8).decode()
    xml = xml.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    xml = xml.replace("<x:worksheet>", '<x:worksheet xmlns:x="urn:x">')

    assert read(with_sheet_xml(tmp_path, xml.encode()))[0]["po_number"] == "x"


def test_formulas_without_a_saved_value_are_named_by_cell(tmp_path):
    path = workbook_file(tmp_path, HEADINGS, line(value="=F2*G2"), line(value="=F3*G3"))

    with pytest.raises(UnreadableFile, match="Cells H2 and H3 hold formulas"):
        understood(path)


def test_a_formula_in_a_column_that_is_not_used_is_no_matter(tmp_path):
    path = workbook_file(tmp_path, (*HEADINGS, "Week"), (*line(), "=WEEKNUM(C2)"))

    assert len(read(path)) == 1


def test_formulas_in_the_total_are_no_matter(tmp_path):
    path = workbook_file(
        tmp_path, HEADINGS, line(), ("Total", *("",) * 4, "=SUM(F2)", "", "=SUM(H2)")
    )

    assert len(read(path)) == 1


def test_the_sheet_with_the_headings_is_taken(tmp_path):
    path = book(tmp_path, {"Notes": [["Read me"]], "PO": [HEADINGS, line()], "Z": []})

    found = understood(path)

    assert found.layout.sheet == "PO"
    assert not found.questions


def test_two_sheets_that_fit_are_asked_about(tmp_path):
    sheets = {"March": [HEADINGS, line()], "April": [HEADINGS, line(), line()]}
    path = book(tmp_path, sheets)

    [question] = understood(path).questions
    answered = understood(path, answers={"sheet": "April"})

    assert question.key == "sheet"
    assert question.options == (("March", "March"), ("April", "April"))
    assert "“March” and “April”" in question.text
    assert answered.layout.sheet == "April"
    assert answered.rows == 2
    assert not answered.questions


def test_a_hidden_sheet_beside_a_seen_one_is_left_alone(tmp_path):
    sheets = {"Old": [HEADINGS, line(), line()], "New": [HEADINGS, line()]}
    path = book(tmp_path, sheets, hidden=["Old"])

    assert understood(path).layout.sheet == "New"


def test_an_extract_on_a_hidden_sheet_is_refused_by_name(tmp_path):
    sheets = {"Cover": [["Hello"]], "Lines": [HEADINGS, line()]}
    path = book(tmp_path, sheets, hidden=["Lines"])

    with pytest.raises(UnreadableFile, match="hidden sheet, “Lines”"):
        understood(path)


def test_empty_sheets_are_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="all empty"):
        understood(book(tmp_path, {"A": [], "B": []}))


def test_a_cell_far_out_is_refused(tmp_path):
    xml = b'<worksheet><sheetData><row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>'
    path = with_sheet_xml(tmp_path, xml + b"</worksheet>")

    with pytest.raises(UnreadableFile, match="16,384 columns; at most 500"):
        understood(path)


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (b"<worksheet><sheetData><row>", "damaged"),
        (b"not xml", "damaged"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>', "document type"),
        (b'<worksheet><sheetData><row><c t="s"><v>99</v></c></row>', "Row 1"),
        (b'<worksheet><sheetData><row><c r="1A"><v>9</v></c></row>', "no place"),
    ],
)
def test_a_sheet_that_is_broken_is_refused(tmp_path, xml, said):
    with pytest.raises(UnreadableFile, match=said):
        understood(with_sheet_xml(tmp_path, xml))
