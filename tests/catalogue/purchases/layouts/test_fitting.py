"""Which remembered layout a file is like; units that a system names its own way."""

from dataclasses import replace

from catalogue.purchases.layouts import best_fit
from tests.catalogue.purchases.layouts.extracts import (
    HEADINGS,
    WELSH,
    WELSH_ANSWERS,
    csv_file,
    line,
    read,
    text_of,
    understood,
)


def layout_of(folder, name, content, **how):
    return understood(csv_file(folder, content, name=name), **how).layout


def fit(path, *layouts):
    return best_fit(path, layouts, file_name=path.name)


def test_the_layout_with_the_same_headings_fits_best(tmp_path):
    wide = layout_of(tmp_path, "wide.csv", text_of(line()))
    narrow = layout_of(
        tmp_path, "narrow.csv", text_of(line()[:7], headings=HEADINGS[:7])
    )
    path = csv_file(tmp_path, text_of(line()[:7], headings=HEADINGS[:7]))

    assert fit(path, wide, narrow) == 1
    assert fit(path, narrow, wide) == 0


def test_the_first_of_equals_is_taken(tmp_path):
    layout = layout_of(tmp_path, "before.csv", text_of(line()))

    assert fit(csv_file(tmp_path, text_of(line())), layout, layout) == 0


def test_a_drifted_file_still_fits(tmp_path):
    layout = layout_of(tmp_path, "before.csv", text_of(line()))
    headings = (*HEADINGS[:5], "Antal", *HEADINGS[6:])

    assert fit(csv_file(tmp_path, text_of(line(), headings=headings)), layout) == 0


def test_another_systems_file_fits_none(tmp_path):
    welsh = layout_of(
        tmp_path, "w.csv", text_of(line(), headings=WELSH), answers=WELSH_ANSWERS
    )

    assert fit(csv_file(tmp_path, text_of(line())), welsh) is None
    assert fit(csv_file(tmp_path, text_of(line()))) is None


def test_a_systems_own_names_of_units_are_read_as_what_they_are(tmp_path):
    headings = (*HEADINGS, "UOP")
    rows = text_of((*line(), "z1"), (*line(line="2"), "BOX"), headings=headings)
    path = csv_file(tmp_path, rows)
    layout = replace(understood(path).layout, units={"Z1": "BOX100"})

    units = [row["unit_of_purchase"] for row in read(path, remembered=layout)]

    assert units == ["BOX100", "BOX"]
