"""Nine thousand real order lines of fourteen buyers, in one file with an organisation
column: every row is taken, and the gaps are the plain oracle's."""

import csv
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from catalogue.matching.models import Match
from catalogue.purchases.models import Import
from tests.procurement.gaps import oracle

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).parents[3] / "shared/data/scms"
DAYS = ("2008-12-31", "2010-06-30", "2012-03-31", "2013-09-30", "2015-06-30")

if not FOLDER.exists():
    pytest.skip(
        "the real purchases are not beside this checkout", allow_module_level=True
    )


def quietly(command, *arguments):
    call_command(command, *arguments, stdout=StringIO(), stderr=StringIO())


def rows():
    with (FOLDER / "po_lines.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def as_oracle_line(row, products):
    """By this file's own words: a pack is its pack column, a product its NPC."""
    quantity, value = Decimal(row["quantity"]), Decimal(row["line_value"])
    return oracle.Line(
        trust=row["organisation"],
        product=products[row["npc"]],
        on=datetime.strptime(row["order_date"], "%d/%m/%Y").date(),  # noqa: DTZ007
        eaches=quantity * int(row["pack_size"]),
        value=value,
        is_evidence=quantity > 0 and value > 0 and Decimal(row["unit_price"]) > 0,
    )


def test_every_row_is_taken_and_the_gaps_are_the_oracles(tmp_path):
    quietly("load_organisations", str(FOLDER / "organisations.csv"))
    quietly("import_purchases", str(FOLDER / "po_lines.csv"))
    quietly("match_items")

    said = rows()
    of_import = Import.objects.get()
    assert (of_import.rows, of_import.accepted) == (len(said), len(said))

    products = {
        npc: str(product)
        for npc, product in Match.objects.exclude(product=None)
        .values_list("item__npc", "product_id")
        .distinct()
    }
    lines = [as_oracle_line(row, products) for row in said]
    for day in DAYS:
        output = tmp_path / f"{day}.csv"
        quietly("refresh_gaps", "--on", day)
        quietly("export_gaps", "--on", day, "--output", str(output))

        expected = oracle.find(lines, date.fromisoformat(day)).gaps
        with output.open(encoding="utf-8") as exported:
            found = {
                (gap["trust"], gap["product"]): gap for gap in csv.DictReader(exported)
            }
        assert found.keys() == expected.keys(), day
        for key, gap in expected.items():
            row = found[key]
            assert Decimal(row["gap_value"]) == gap.value, (day, key)
            assert Decimal(row["price_each"]) == gap.price
            assert Decimal(row["lowest_price"]) == gap.lowest
            assert row["lowest_trust"] == gap.lowest_trust
            assert Decimal(row["median_price"]) == gap.median
            assert Decimal(row["units_12m"]) == gap.units
