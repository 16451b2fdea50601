"""Files of lists: text that is never run, and what a file says of itself."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest

from tests.files import table_of
from trusts import workbooks
from trusts.exports import (
    DAY,
    PRICE_EACH,
    PRICES,
    About,
    Column,
    Sheet,
)
from trusts.models import AuditEvent
from trusts.workbooks import table_response, xlsx_response

pytestmark = pytest.mark.django_db

AT = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # in London it is 2 July
HOSTILE = ("=1+1", "@SUM(A1)", "-2+3", "\t=1", "bell\a", "<b>")
COLUMNS = (Column("What"), Column("Each", PRICE_EACH), Column("On", DAY))


@pytest.fixture
def about(amina):
    return About(
        "Gloves",
        by=amina,
        at=AT,
        as_at=date(2026, 6, 30),
        definitions=(("Each", "The smallest unit."),),
        why="To wear them.",
        filters={"Hands": "both"},
        organisation=amina.organisation,
        confidentiality=PRICES,
    )


def test_xlsx_response_keeps_text_as_text_and_figures_as_figures(about):
    rows = [(text, Decimal("0.065"), date(2026, 8, 1)) for text in HOSTILE]

    answer = xlsx_response("x.xlsx", [Sheet("Gaps", COLUMNS, rows)], about=about)

    page = openpyxl.load_workbook(BytesIO(answer.content))["Gaps"]
    first, *others = page.iter_rows()
    assert [cell.value for cell in first] == ["What", "Each", "On"]
    assert [row[0].data_type for row in others] == ["s"] * len(HOSTILE)
    assert [row[0].value for row in others][:3] == ["=1+1", "@SUM(A1)", "-2+3"]
    assert others[0][0].quotePrefix
    assert (others[0][1].data_type, others[0][1].number_format) == ("n", PRICE_EACH)
    assert others[0][1].value == 0.065
    assert others[0][2].value == datetime(2026, 8, 1)  # noqa: DTZ001  # a day


def test_xlsx_response_says_first_what_it_is_and_who_made_it(about):
    answer = xlsx_response("x.xlsx", [Sheet("Gaps", COLUMNS, [])], about=about)

    book = openpyxl.load_workbook(BytesIO(answer.content))
    said = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert book.sheetnames == ["About", "Gaps"]
    assert said["Made by"] == str(about.by)
    assert said["Made on"] == "2 July 2026, 00:30"
    assert said["As at"] == "30 June 2026"
    assert said["Each"] == "The smallest unit."
    assert "inside the agreement" in said["Confidentiality"]
    assert book.properties.creator == "Regional Price Partnership"


def test_csv_says_what_it_is_below_its_table(about):
    sheet = Sheet("Gaps", COLUMNS[:2], [("Gloves", Decimal("0.065"))])

    answer = table_response({}, "x", sheet, about=about)

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    assert rows[:4] == [["What", "Each"], ["Gloves", "0.065"], [], ["About this file"]]
    assert ["Made by", str(about.by)] in rows
    assert ["What it is for", "To wear them."] in rows
    assert ["Narrowed to", "Hands: both"] in rows
    assert ["Of", str(about.organisation)] in rows


@pytest.mark.parametrize("query", [{}, {"format": "xlsx"}])
def test_a_file_is_on_the_record_with_who_when_what_and_why(about, query):
    table_response(query, "x", Sheet("Gaps", COLUMNS, []), about=about)

    event = AuditEvent.objects.get(action="file_exported")
    assert (event.actor, event.at, event.target) == (str(about.by), AT, "Gloves")
    assert event.organisation == about.by.organisation.code
    assert event.detail == {
        "why": "To wear them.",
        "filters": {"Hands": "both"},
        "as_at": "2026-06-30",
    }


def test_who_made_a_file_before_is_named_in_it_and_who_takes_it_on_the_record(about):
    sent = replace(about, made_by="Rae", made_at=AT - timedelta(days=1))

    said = dict(sent.lines)

    assert (said["Made by"], said["Made on"]) == ("Rae", "1 July 2026, 00:30")
    xlsx_response("x.xlsx", [], about=sent)
    assert AuditEvent.objects.get(action="file_exported").actor == str(about.by)


def test_table_response_is_the_same_table_as_csv_and_as_a_workbook(about):
    rows = [("=1+1", Decimal("0.0650"), date(2026, 8, 1)), ("Gloves", None, None)]
    sheet = Sheet("Gaps", COLUMNS, rows)

    as_csv = table_response({}, "x", sheet, about=about)
    as_book = table_response({"format": "xlsx"}, "x", sheet, about=about)

    assert table_of(as_csv) == [
        ["What", "Each", "On"],
        ["'=1+1", "0.065", "2026-08-01"],
        ["Gloves", "", ""],
    ]
    page = openpyxl.load_workbook(BytesIO(as_book.content))["Gaps"]
    assert [cell.value for cell in page["A"]] == ["What", "=1+1", "Gloves"]
    assert page["A2"].data_type == "s"
    assert 'filename="x.xlsx"' in as_book["Content-Disposition"]


def test_a_workbook_that_nobody_would_wait_for_is_not_made(monkeypatch, about):
    monkeypatch.setattr(workbooks, "MOST_ROWS", 2)
    sheet = Sheet("Gaps", COLUMNS, [("Gloves", None, None)] * 3)

    with pytest.raises(workbooks.TooLong, match="2 rows at most"):
        table_response({"format": "xlsx"}, "x", sheet, about=about)

    assert not AuditEvent.objects.filter(action="file_exported").exists()


def test_a_text_longer_than_a_cell_says_that_it_is_cut(about):
    sheet = Sheet("Gaps", COLUMNS, [("x" * 32_767, None, None), ("y" * 32_768,) * 3])

    answer = table_response({"format": "xlsx"}, "x", sheet, about=about)

    page = openpyxl.load_workbook(BytesIO(answer.content))["Gaps"]
    assert page["A2"].value == "x" * 32_767
    assert len(page["A3"].value) == 32_767
    assert page["A3"].value.endswith("the CSV file has all of it)")
