"""Every way in which next month's file can differ: it is shown side by side, asked
once where the file does not tell, and not shown or asked again."""

from dataclasses import dataclass, field

import pytest

from tests.catalogue.purchases.layouts.extracts import (
    HEADINGS,
    csv_file,
    line,
    text_of,
    understood,
    workbook_file,
)

POUND = "Gloves, £ each"


def text(*rows, **how):
    return lambda folder, name: csv_file(folder, text_of(*rows, **how), name=name)


def renamed(**said):
    """The headings, some of them under another name."""
    return tuple(said.get(heading.replace(" ", "_"), heading) for heading in HEADINGS)


@dataclass
class Drift:
    """A file, what differs from last month's in it, and the answers it wants."""

    now: object
    differences: tuple
    answers: dict = field(default_factory=dict)
    before: object = text(line())


DRIFTS = {
    "a heading renamed": Drift(
        text(line(), headings=renamed(Qty="Quantity Ordered")),
        (("Quantity", "“Qty”, column F", "“Quantity Ordered”, column F"),),
    ),
    "a heading that nobody knows": Drift(
        text(line(), headings=renamed(Qty="Antal")),
        (
            ("Quantity", "“Qty”, column F", "not certain: see the question"),
            ("A column that is not used", "not in the file", "“Antal”"),
        ),
        {"column:quantity": "5"},
    ),
    "a column moved": Drift(
        text(
            (*line()[:3], line()[4], line()[3], *line()[5:]),
            headings=(*HEADINGS[:3], HEADINGS[4], HEADINGS[3], *HEADINGS[5:]),
        ),
        (
            ("Supplier", "“Supplier”, column D", "“Supplier”, column E"),
            (
                "Description",
                "“Item Description”, column E",
                "“Item Description”, column D",
            ),
        ),
    ),
    "a column gone": Drift(
        text(line()[:7], headings=HEADINGS[:7]),
        (("Line value", "“Line Value”, column H", "not in the file"),),
    ),
    "a column come": Drift(
        text((*line(), "W4"), headings=(*HEADINGS, "Cost centre")),
        (("A column that is not used", "not in the file", "“Cost centre”"),),
    ),
    "dates the other way round": Drift(
        text(line(date="04/13/2026")),
        (("Dates", "day first", "month first"),),
    ),
    "dates that could be either, under another heading": Drift(
        text(line(date="03/04/2026"), headings=renamed(Order_Date="Date ordered")),
        (
            ("Dates", "day first", "not certain: see the question"),
            ("Order date", "“Order Date”, column C", "“Date ordered”, column C"),
        ),
        {"date_order": "mdy"},
    ),
    "dates with the year first": Drift(
        text(line(date="2026-04-13")), (("Dates", "day first", "year first"),)
    ),
    "another decimal mark": Drift(
        text(line(price="3,50", value="7,00"), delimiter=";"),
        (
            ("Decimals", "a point", "a comma"),
            ("Between the cells", "commas", "semicolons"),
        ),
    ),
    "another delimiter": Drift(
        text(line(), delimiter="\t"), (("Between the cells", "commas", "tabs"),)
    ),
    "another encoding": Drift(
        lambda folder, name: csv_file(
            folder, text_of(line(description="£ gloves")).encode("cp1252"), name=name
        ),
        (("Text", "UTF-8", "Windows, Western European"),),
    ),
    "more rows above the headings": Drift(
        lambda folder, name: csv_file(
            folder, "Orders\r\nApril\r\n" + text_of(line()), name=name
        ),
        (("Headings", "in row 1", "in row 3"),),
    ),
    "a workbook instead of text": Drift(
        lambda folder, name: workbook_file(
            folder, HEADINGS, line(), name=f"{name}.xlsx"
        ),
        (("Kind of file", "text with commas between the cells", "an Excel workbook"),),
    ),
    "another sheet": Drift(
        lambda folder, name: workbook_file(
            folder, HEADINGS, line(), name=f"{name}.xlsx", sheet="May"
        ),
        (("Sheet", "“April”", "“May”"),),
        before=lambda folder, name: workbook_file(
            folder, HEADINGS, line(), name=f"{name}.xlsx", sheet="April"
        ),
    ),
    "prices that come to include VAT": Drift(
        text(line(), headings=renamed(Unit_Price="Unit Price inc VAT")),
        (
            (
                "Prices",
                "without VAT (“Unit Price”)",
                "not certain: see the question (“Unit Price inc VAT”)",
            ),
        ),
        {"prices_include_vat": "yes"},
    ),
    "prices that come to be without VAT": Drift(
        text(line(), headings=renamed(Unit_Price="Unit Price ex VAT")),
        (
            (
                "Prices",
                "including VAT (“Unit Price inc VAT”)",
                "not certain: see the question (“Unit Price ex VAT”)",
            ),
        ),
        {"prices_include_vat": "no"},
        before=text(line(), headings=renamed(Unit_Price="Unit Price inc VAT")),
    ),
}


@pytest.mark.parametrize("kind", DRIFTS)
def test_a_drift_is_shown_and_asked_about_once(tmp_path, kind):
    drift = DRIFTS[kind]
    before = drift.before(tmp_path, "before")
    remembered = understood(before, answers={"prices_include_vat": _vat(kind)}).layout
    now = drift.now(tmp_path, "now")

    first = understood(now, remembered=remembered)
    settled = understood(now, remembered=remembered, answers=drift.answers)
    later = understood(now, remembered=settled.layout)

    shown = tuple((each.what, each.was, each.now) for each in first.drift)
    assert shown == drift.differences
    assert {question.key for question in first.questions} == set(drift.answers)
    assert settled.questions == ()
    assert (later.drift, later.questions) == ((), ())
    assert later.layout == settled.layout


def _vat(kind):
    return "yes" if kind.endswith("be without VAT") else "no"


def test_an_answer_that_keeps_prices_as_they_were_still_shows_the_new_heading(tmp_path):
    remembered = understood(csv_file(tmp_path, text_of(line()))).layout
    headings = renamed(Unit_Price="Unit Price inc VAT")
    path = csv_file(tmp_path, text_of(line(), headings=headings), name="now.csv")

    found = understood(
        path, remembered=remembered, answers={"prices_include_vat": "no"}
    )

    [difference] = found.drift
    assert difference.now == "without VAT (“Unit Price inc VAT”)"


def test_a_remark_that_says_what_is_remembered_is_no_drift(tmp_path):
    remembered = understood(csv_file(tmp_path, text_of(line()))).layout
    headings = renamed(Unit_Price="Unit Price ex VAT")
    path = csv_file(tmp_path, text_of(line(), headings=headings), name="now.csv")

    found = understood(path, remembered=remembered)

    assert (found.drift, found.questions) == ((), ())


def test_a_month_that_tells_nothing_of_dates_decimals_or_text_changes_no_memory(
    tmp_path,
):
    rich = text_of(
        line(date="04/13/2026", description="½ gown", price="3,50", value="7,00"),
        delimiter=";",
    )
    remembered = understood(csv_file(tmp_path, rich.encode("cp1252"))).layout
    poor = text_of(line(date="04/04/2026", price="3", value="6"), delimiter=";")

    found = understood(csv_file(tmp_path, poor, name="now.csv"), remembered=remembered)

    assert found.drift == ()
    assert found.layout == remembered
