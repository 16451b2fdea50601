"""Cells of a file that goes back to a spreadsheet."""

import pytest

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
