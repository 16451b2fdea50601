"""Fourteen messy files, through the commands, against the truth that came with them.

The files lie beside the project, not in it; a region of our own making takes the same
way in `test_made_region`.
"""

import csv
import json
import subprocess
import sys
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from catalogue.purchases.models import Import, PurchaseLine, Rejection
from procurement.gaps.models import Gap

pytestmark = pytest.mark.django_db

SHARED = Path(__file__).parents[3] / "shared"
REGION = SHARED / "data/sample_region"
SCORE = SHARED / "tools/score_region.py"
DAY = "2026-09-30"

if not REGION.exists():
    pytest.skip(
        "the sample region is not beside this checkout", allow_module_level=True
    )


def run(command, *arguments):
    """A command's last line, read as JSON where it is JSON."""
    out = StringIO()
    call_command(command, *arguments, stdout=out, stderr=StringIO())
    last = out.getvalue().strip().splitlines()[-1]
    return json.loads(last) if last.startswith("{") else last


def import_all():
    run("load_organisations", str(REGION / "organisations.csv"))
    run("load_catalogue", str(REGION / "catalogue.csv"))
    totals = {}
    for path in sorted((REGION / "files").iterdir()):
        options = ["--organisation", path.stem, "--json"]
        if path.stem == "LNG":
            options.append("--prices-include-vat")
        totals[path.stem] = run("import_purchases", str(path), *options)
    return totals


def test_the_sample_region_gives_its_truth(tmp_path):
    totals = import_all()

    with (REGION / "truth/controls.csv").open(encoding="utf-8") as lines:
        controls = {control["trust"]: control for control in csv.DictReader(lines)}
    assert set(totals) == set(controls)
    for code, control in controls.items():
        found = totals[code]
        assert found["rows"] == int(control["data_rows"]), code
        assert found["rejected"] == int(control["rejected_rows"]), code
        off = abs(Decimal(found["net_value"]) - Decimal(control["net_value"]))
        assert off <= Decimal("0.05"), code
        with Path(found["rejected_file"]).open(encoding="utf-8-sig") as rejected:
            assert len(list(csv.reader(rejected))) == found["rejected"] + 1

    score = score_of_region(tmp_path)
    assert score["items_missing"] == 0
    assert score["pair_precision"] == 1.0
    assert score["matched_share"] >= 0.92
    assert score["pair_recall"] >= 0.84
    assert score["packs_wrong"] <= 80
    truth = Decimal(score["value_truth"])
    assert Decimal(score["value_overstated"]) <= truth * Decimal("0.005")
    assert Decimal(score["value_exact_or_under"]) >= truth * Decimal("0.96")
    assert wrong_packs_in_gaps(tmp_path) == []

    second_time_writes_nothing(totals)


def score_of_region(folder):
    run("match_items")
    run("refresh_gaps", "--on", DAY)
    run("export_items", "--output", str(folder / "items.csv"))
    run("export_gaps", "--on", DAY, "--output", str(folder / "gaps.csv"))
    answer = subprocess.run(
        [sys.executable, SCORE, REGION, folder / "items.csv", folder / "gaps.csv"],
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(answer.stdout)


def wrong_packs_in_gaps(folder):
    """Items whose pack is wrong and whose price stands in a listed gap."""

    def rows(path):
        with path.open(encoding="utf-8") as lines:
            return list(csv.DictReader(lines))

    truth = {
        (item["trust"], item["local_code"]): item["eaches"]
        for item in rows(REGION / "truth/items.csv")
    }
    gaps = rows(folder / "gaps.csv")
    listed = {(gap["trust"], gap["product"]) for gap in gaps}
    listed |= {(gap["lowest_trust"], gap["product"]) for gap in gaps}
    return [
        item
        for item in rows(folder / "items.csv")
        if item["pack_status"] == "known"
        and item["eaches"] != truth.get((item["trust"], item["local_code"]))
        and (item["trust"], item["product"]) in listed
    ]


def second_time_writes_nothing(first):
    before = [model.objects.count() for model in (Import, PurchaseLine, Rejection, Gap)]

    for code, again in import_all().items():
        taken = first[code]["rows"] - first[code]["rejected"]
        assert again["already_imported"]
        assert (again["accepted"], again["unchanged"]) == (0, taken)

    after = [model.objects.count() for model in (Import, PurchaseLine, Rejection, Gap)]
    assert after == before
