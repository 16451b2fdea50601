"""Rejected rows as a file that goes back to a spreadsheet."""

import os
from datetime import timedelta

import pytest

from catalogue.purchases import rejected
from tests.extracts import AT, extract, import_bytes, row
from trusts.exports import as_text


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1|x",
        "-1+2",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\uff1d1+1",
        "\uff20A",
        " =1",
        "\u200b=1",
        "\ufe661",
        "\u22121|x",
    ],  # fmt: skip
)
def test_as_text_never_leaves_a_formula(cell):
    assert as_text(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "-5", "-1,234.50", "Glove = blue", "<b>"])
def test_as_text_leaves_what_no_spreadsheet_runs(cell):
    assert as_text(cell) == cell


@pytest.mark.django_db
def test_a_file_that_nobody_corrects_any_more_is_taken_away(northgate):
    bad = [row(po_number=number, quantity="lots") for number in "12"]
    first, second = (import_bytes(extract(each), northgate) for each in bad)
    old = rejected.write_file(first, at=AT)
    then = (AT - timedelta(days=31)).timestamp()
    os.utime(old, (then, then))

    new = rejected.write_file(second, at=AT)

    assert new.is_file()
    assert not old.exists()
