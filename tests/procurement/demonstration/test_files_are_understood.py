"""The invented files go through the same reader as anybody's, without being told."""

import json

import pytest

from catalogue.purchases.layouts import read_rows, understand
from procurement.demonstration.file_layouts import LAYOUTS
from tests.procurement.demonstration.reading import read


@pytest.mark.parametrize("position", range(len(LAYOUTS)))
def test_the_reader_finds_every_column_and_every_row(region, position):
    control = read(region / "truth" / "controls.csv")[position]
    profile = json.loads((region / "profiles.json").read_text())[control["trust"]]
    path = region / "files" / f"{control['trust']}.{profile['kind']}"

    understanding = understand(path, file_name=path.name)

    layout = understanding.layout
    assert understanding.questions == ()
    assert {
        field: layout.headings[column] for field, column in layout.columns.items()
    } == profile["columns"]
    assert sum(1 for _ in read_rows(path, layout)) == int(control["data_rows"])
