from datetime import date

import pytest

from catalogue.purchases.layouts import read_date
from catalogue.purchases.layouts.dates import DateOrderEvidence

FOURTH_OF_OCTOBER = date(2026, 10, 4)


@pytest.mark.parametrize(
    "text",
    [
        "04/10/2026",
        "4/10/26",
        "04-10-2026",
        "04.10.2026",
        "4 10 2026",
        "04-Oct-26",
        "04-OCT-2026",
        "04Oct2026",
        "4 October 2026",
        "4th October 2026",
        "Sunday 4 October 2026",
        "Sun, 4 Oct 2026",
        "Oct 4, 2026",
        "October 4 2026",
        "2026-10-04",
        "2026/10/04",
        "2026.10.4",
        "2026-Oct-04",
        "20261004",
        "20261004153000",
        "04102026",
        "46299",
        "46299.75",
        "04/10/2026 00:00",
        "04/10/2026 15:30:22",
        "4/10/26 3:30 PM",
        "2026-10-04T15:30:22",
        "2026-10-04T15:30:22.123Z",
        "2026-10-04 15:30:22+01:00",
        "  04/10/2026 ",
    ],
)
def test_read_date_reads_every_style_with_the_day_first(text):
    assert read_date(text, "dmy") == FOURTH_OF_OCTOBER


@pytest.mark.parametrize("text", ["10/04/2026", "10-4-26", "10.04.2026 09:00"])
def test_read_date_reads_the_month_first_when_told(text):
    assert read_date(text, "mdy") == FOURTH_OF_OCTOBER


def test_read_date_reads_two_digit_years_in_front_when_told():
    assert read_date("26-10-04", "ymd") == FOURTH_OF_OCTOBER


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2026",
        "29/02/2025",
        "00/10/2026",
        "04/13/2026",
        "2026-02-30",
        "20261301",
        "31 June 2026",
        "4 Octember 2026",
        "4/10",
        "04/10-2026",
        "n/a",
        "Date Not Captured",
        "",
        "-",
        "12",
        "123456",
        "1e308",
        "٠٤/١٠/٢٠٢٦",
        "x" * 10_000,
        "1" * 5_000,
    ],
)
def test_read_date_answers_none_for_what_is_no_date(text):
    assert read_date(text, "dmy") is None


def test_read_date_does_not_choose_an_order_by_itself():
    assert read_date("04/10/2026", "") is None
    assert read_date("04/10/2026", "ymd") is None


@pytest.mark.parametrize(
    ("text", "year"), [("1/1/00", 2000), ("1/1/68", 2068), ("1/1/69", 1969)]
)
def test_read_date_places_two_digit_years(text, year):
    assert read_date(text, "dmy") == date(year, 1, 1)


@pytest.mark.parametrize("year", [1899, 2099])
def test_read_date_reads_far_dates_for_others_to_judge(year):
    assert read_date(f"04/10/{year}", "dmy") == date(year, 10, 4)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["03/04/2026", "13/04/2026"], "dmy"),
        (["03/04/2026", "04/13/2026"], "mdy"),
        (["03/04/2026", "05/06/2026"], ""),
        (["03/03/2026", "04/04/2026"], "dmy"),  # the same either way
        (["2026-04-03", "4 May 2026"], "ymd"),  # no order needed
        (["13/04/2026", "14/04/2026", "04/15/2026"], "dmy"),
        (["13/04/2026", "04/14/2026", "04/15/2026"], "mdy"),
        (["99-04-13"], "ymd"),
        (["24-06-01", "25-07-30", "26-03-17"], "ymd"),
        (["01/06/24", "30/07/25", "17/03/26"], "dmy"),
        (["n/a", ""], ""),
    ],
)
def test_the_whole_column_decides_the_order(texts, order):
    evidence = DateOrderEvidence()

    evidence.look_at(texts)

    assert evidence.order() == order
