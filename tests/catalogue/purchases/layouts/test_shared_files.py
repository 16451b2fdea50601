"""Real and realistic files, where they lie beside the checkout."""

import csv
import json
from pathlib import Path

import pytest

from catalogue.purchases.layouts import FIELDS, UnreadableFile, read_rows
from tests.catalogue.purchases.layouts.extracts import understood

SHARED = Path(__file__).parents[5] / "shared" / "data"
REGION = SHARED / "sample_region"

pytestmark = pytest.mark.skipif(
    not SHARED.exists(), reason=f"the shared test files are not at {SHARED}"
)


def trusts() -> list[str]:
    profiles = REGION / "profiles.json"
    return sorted(json.loads(profiles.read_text())) if profiles.exists() else []


def files(pattern: str) -> list[Path]:
    return sorted(path for path in SHARED.glob(pattern) if path.is_file())


@pytest.mark.parametrize("trust", trusts())
def test_a_trusts_extract_is_understood_without_help(trust):
    [path] = (REGION / "files").glob(f"{trust}.*")
    told = json.loads((REGION / "profiles.json").read_text())[trust]
    with (REGION / "truth/controls.csv").open() as text:
        rows = {row["trust"]: int(row["data_rows"]) for row in csv.DictReader(text)}

    found = understood(path)

    layout = found.layout
    assert not found.questions
    assert layout.kind == told["kind"]
    assert (layout.delimiter or None) == told["delimiter"]
    assert (layout.encoding or None) == told["encoding"]
    assert {
        name: layout.headings[place] for name, place in layout.columns.items()
    } == told["columns"]
    assert found.rows == rows[trust]
    assert sum(1 for _ in read_rows(path, layout)) == rows[trust]


def test_purchases_in_our_own_field_names_need_no_question():
    path = SHARED / "scms/po_lines.csv"

    found = understood(path)

    assert not found.questions
    assert found.rows == 9_392
    assert set(found.layout.columns) == set(FIELDS[:17])
    assert found.layout.date_order == "dmy"


def test_the_purchases_as_published_are_asked_about():
    found = understood(SHARED / "scms/SCMS_Delivery_History_Dataset.csv")

    assert found.rows == 10_324
    assert {question.key for question in found.questions} == {
        "column:line_number",
        "column:order_date",
        "column:unit_price",
    }


@pytest.mark.parametrize("path", files("price_lists/*"), ids=lambda path: path.name)
def test_a_price_list_has_no_headings(path):
    with pytest.raises(UnreadableFile, match="No row of headings was found"):
        understood(path)


@pytest.mark.parametrize("path", files("spend_over_25k/*/*"), ids=lambda p: p.name)
def test_published_payments_are_refused_naming_what_is_missing(path):
    said = (
        "old Excel workbook" if path.suffix == ".xls" else "quantity and the unit price"
    )

    with pytest.raises(UnreadableFile, match=said):
        understood(path)


@pytest.mark.parametrize("path", files("peppol/*"), ids=lambda path: path.name)
def test_mark_up_is_refused(path):
    with pytest.raises(UnreadableFile, match="is an XML file"):
        understood(path)
