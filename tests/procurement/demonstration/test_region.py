"""A small invented region, made once, looked at from every side."""

import csv
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from biip.checksums import gs1_standard_check_digit

from procurement.demonstration.gap_truth import TrustTally, true_gaps
from procurement.demonstration.names import trusts
from procurement.demonstration.region import Size, make_region
from tests.procurement.demonstration.reading import SIZE, UNTIL, number, read

SHARED = Path(__file__).parents[4] / "shared"
EXPORT_HEADINGS = (
    "trust", "local_code", "unit_of_purchase", "product", "eaches", "pack_status",
    "match_tier", "match_status",
)  # fmt: skip


def test_same_arguments_give_the_same_bytes(region, tmp_path):
    make_region(SIZE, tmp_path / "again")

    assert contents(tmp_path / "again") == contents(region)


def test_another_seed_gives_another_region(region, tmp_path):
    make_region(Size(14, 300, 9_000, 8, UNTIL), tmp_path / "other")

    other, first = contents(tmp_path / "other"), contents(region)
    assert other.keys() == first.keys()
    assert other["catalogue.csv"] != first["catalogue.csv"]
    assert other["truth/lines.csv"] != first["truth/lines.csv"]


def contents(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_region_has_exactly_the_lines_asked_for(region):
    assert len(read(region / "truth" / "lines.csv")) == SIZE.lines


def test_lines_end_with_the_last_day_and_go_back_two_years(region):
    days = {line["order_date"] for line in read(region / "truth" / "lines.csv")}

    assert max(days) == UNTIL.isoformat()
    assert (UNTIL - date.fromisoformat(min(days))).days in range(720, 730)


def test_lines_are_orders_credits_and_free_ones(region):
    lines = read(region / "truth" / "lines.csv")
    kinds = Counter((line["kind"], line["price_evidence"]) for line in lines)

    assert set(kinds) == {("order", "1"), ("credit", "0"), ("free", "0")}
    assert all(int(ln["eaches"]) < 0 for ln in lines if ln["kind"] == "credit")
    assert all(number(ln["net_value"]) == 0 for ln in lines if ln["kind"] == "free")


def test_every_fault_of_items_occurs(region):
    items = read(region / "truth" / "items.csv")
    faults = Counter(fault for item in items for fault in item["faults"].split("+"))

    assert set(faults) - {""} == {
        "pack_unknown", "pack_wrong", "gtin_damaged", "freak",
    }  # fmt: skip
    assert faults[""] > 0.9 * len(items)


def test_items_of_the_truth_are_those_of_its_lines(region):
    items = {
        (i["trust"], i["local_code"]) for i in read(region / "truth" / "items.csv")
    }
    lines = {
        (n["trust"], n["local_code"]) for n in read(region / "truth" / "lines.csv")
    }

    assert items == lines


def test_catalogue_packs_hold_each_other_and_have_right_check_digits(region):
    eaches = {}
    for row in read(region / "catalogue.csv"):
        gtin, inner = row["gtin"], row["contains_gtin"]
        assert gtin.startswith(("0952", "1952", "2952"))
        assert gs1_standard_check_digit(gtin[:-1]) == int(gtin[-1])
        eaches[gtin] = eaches[inner] * int(row["contains_quantity"]) if inner else 1
        assert (row["unit"] == "EA") is (not inner)
    assert max(eaches.values()) >= 1_000


def test_one_product_is_bought_in_different_packs(region):
    numbers = defaultdict(set)
    for item in read(region / "truth" / "items.csv"):
        numbers[item["product"]].add(int(item["eaches"]))

    assert any(len(packs) > 1 for packs in numbers.values())


def test_gaps_follow_from_the_true_lines(region):
    tallies = {}
    for line in read(region / "truth" / "lines.csv"):
        tally = tallies.setdefault(line["trust"], TrustTally(line["trust"]))
        tally.add(
            int(line["product"]),
            (UNTIL - date.fromisoformat(line["order_date"])).days,
            int(line["eaches"]),
            int(Decimal(line["net_value"]).scaleb(4)),
            paid=line["price_evidence"] == "1",
        )

    gaps = [gap.row() for gap in true_gaps([t.closed() for t in tallies.values()])]

    assert gaps == [list(row.values()) for row in read(region / "truth" / "gaps.csv")]
    assert len(gaps) > 100
    values = sorted((Decimal(gap[-1]) for gap in gaps), reverse=True)
    assert values[0] > 20 * values[len(values) // 2]  # a few big, many small


def test_a_perfect_answer_scores_perfectly(region, tmp_path):
    scorer = SHARED / "tools" / "score_region.py"
    if not scorer.is_file():
        pytest.skip("score_region.py is not beside this checkout")
    answer = tmp_path / "items.csv"
    with answer.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(EXPORT_HEADINGS)
        for item in read(region / "truth" / "items.csv"):
            known = item["product"], item["eaches"], "known", "A", "matched"
            writer.writerow([item["trust"], item["local_code"], "EA", *known])
    gaps = region / "truth" / "gaps.csv"

    scored = json.loads(
        subprocess.run(
            [sys.executable, scorer, region, answer, gaps],
            capture_output=True, check=True,
        ).stdout
    )  # fmt: skip

    assert scored["items_missing"] == scored["packs_wrong"] == 0
    assert scored["pair_precision"] == scored["pair_recall"] == 1
    assert scored["gaps_exact"] == len(read(gaps))
    assert scored["value_overstated"] == "0"


def test_organisations_are_invented(region):
    real = SHARED / "data" / "organisations"
    if not real.is_dir():
        pytest.skip("the real organisations are not beside this checkout")
    names = [
        row["name"].upper().split()[0] for row in read(region / "organisations.csv")
    ]
    theirs = "\n".join(
        path.read_text(encoding="utf-8-sig").upper() for path in real.glob("*.csv")
    )

    assert [name for name in names if re.search(rf"\b{name}\b", theirs)] == []


def test_more_trusts_than_have_names_get_made_up_ones():
    found = trusts(400)

    assert len({trust.code for trust in found}) == 400
    assert len({trust.name for trust in found}) == 400
    assert all(re.fullmatch("[A-Z]{3}", trust.code) for trust in found)
    assert found[:14] == trusts(14)


@pytest.mark.parametrize(("count", "lines"), [(1, 0), (1, 1), (3, 40), (20, 500)])
def test_small_and_odd_sizes_work(tmp_path, count, lines):
    made = make_region(Size(count, 30, lines, 1, UNTIL), tmp_path)

    assert len(made) == count
    assert len(read(tmp_path / "truth" / "lines.csv")) == lines


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(FileExistsError, match="not empty"):
        make_region(SIZE, tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_long_file_is_csv_where_a_spreadsheet_would_be_too_long(
    tmp_path, monkeypatch
):
    monkeypatch.setattr("procurement.demonstration.file_layouts.XLSX_ROWS", 600)

    make_region(SIZE, tmp_path)

    kinds = Counter(path.suffix for path in (tmp_path / "files").iterdir())
    assert kinds == {".csv": 13, ".xlsx": 1}
