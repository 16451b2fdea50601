"""Ten years of Greater Manchester's real trusts, loaded as national files said them.

Every price against these names is invented in the test and stays in it.
"""

import csv
import json
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from procurement.gaps import summaries
from procurement.gaps.models import Gap
from tests.procurement.gaps import world
from trusts.models import Organisation
from trusts.restating import choice_of

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).parents[3] / "shared/data/organisations"

# Each file of the national service, and a day on which it spoke.
HEADINGS = ["code", "name", "kind", "postcode", "opened_on", "closed_on", "name_from"]
VINTAGES = {
    "c2016_plus_R0A": date(2016, 4, 1),
    "2020_21": date(2020, 12, 1),
    "mar2022": date(2022, 3, 31),
    "2025": date(2025, 9, 30),
    "2026": date(2026, 6, 30),
}
KINDS = {
    "RBV": "specialist",
    "RT2": "mental_health",
    "RXV": "mental_health",
    "RTV": "mental_health",
    "RY2": "community",
    "RX7": "ambulance",
}
# When a name began, where that is known better than by the day of a file.
NAMES_FROM = {("RM3", "mar2022"): "2021-10-01"}
SUCCESSIONS = [
    "RM2,R0A,2017-10-01,merged,",
    "RW3,R0A,2017-10-01,merged,",
    "RW6,R0A,2021-04-01,split,North Manchester General Hospital",
    "RW6,RM3,2021-10-01,acquired,",
    "RTV,RXV,2021-04-01,split,Services in Wigan and Bolton",
    "RTV,RW4,2021-06-01,acquired,",
]
NINE_OF_2025 = {"R0A", "RM3", "RMC", "RWJ", "RMP", "RRF", "RBV", "RT2", "RXV"}
# Of the same files, but not one of Greater Manchester's trusts.
OTHERS = {"RXK", "RX7", "RY2", "RW4"}

if not FOLDER.exists():
    pytest.skip(
        "the national files are not beside this checkout", allow_module_level=True
    )


def run(command, *arguments):
    out = StringIO()
    call_command(command, *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def row_of(said, vintage):
    """One row of a file to load, from a row of the national one."""
    opened, closed = (_day(said[name]) for name in ("open_date", "close_date"))
    if closed:  # theirs is the last day it was open
        closed += timedelta(days=1)
    code = said["org_code"]
    return [
        code,
        said["name"],
        KINDS.get(code, "acute"),
        said["postcode"],
        opened or "",
        closed or "",
        NAMES_FROM.get((code, vintage), ""),
    ]


def _day(text):
    return date.fromisoformat(text) if text else None


def said_of_mersey_care():
    """It took over from one of them; the file of these trusts does not have it."""
    with (FOLDER / "etr_vintage_2020_21.csv").open(encoding="utf-8") as lines:
        [row] = [each for each in csv.reader(lines) if each[0] == "RW4"]
    names = {"org_code": 0, "name": 1, "postcode": 9, "open_date": 10, "close_date": 11}
    return {name: row[place] for name, place in names.items()} | {"vintage": "2020_21"}


def load_everything(folder):
    """The vintages in order and then the successions; answers the counts of each."""
    with (FOLDER / "gm_trusts_by_vintage.csv").open(encoding="utf-8") as lines:
        said = [*csv.DictReader(lines), said_of_mersey_care()]
    counts = []
    for vintage, on in VINTAGES.items():
        path = folder / f"{vintage}.csv"
        with path.open("w", encoding="utf-8", newline="") as written:
            writer = csv.writer(written)
            writer.writerow(HEADINGS)
            writer.writerows(
                row_of(r, vintage) for r in said if r["vintage"] == vintage
            )
        counts.append(run("load_organisations", str(path), "--on", str(on)))
    path = folder / "successions.csv"
    path.write_text("predecessor,successor,on,kind,note\n" + "\n".join(SUCCESSIONS))
    counts.append(run("load_successions", str(path)))
    return counts


@pytest.fixture
def loaded(tmp_path):
    return load_everything(tmp_path)


def named(code):
    return Organisation.objects.get(code=code)


def test_one_code_keeps_its_names_and_postcodes_by_their_days(loaded):
    salford = named("RM3")
    assert salford.name_on(date(2021, 9, 30)) == "Salford Royal NHS Foundation Trust"
    assert salford.name == "Northern Care Alliance NHS Foundation Trust"
    assert salford.name_on(date(2021, 10, 1)) == salford.name

    sandwell = named("RXK")
    assert sandwell.postcode_on(date(2022, 3, 31)) == "B18 7QH"
    assert sandwell.postcode_on(date(2025, 9, 30)) == "B66 2QT"
    assert named("RY2").postcode_on(date(2016, 4, 1)) == "WN3 6PR"
    assert named("RTV").name_on(date(2016, 4, 1)).startswith("5 Boroughs Partnership")


def test_mergers_acquisitions_and_splits_are_what_happened(loaded):
    gone = [named(code) for code in ("RM2", "RW3", "RW6", "RTV")]

    assert [str(each.closed_on) for each in gone] == [
        "2017-10-01",
        "2017-10-01",
        "2021-10-01",
        "2021-06-01",
    ]
    pennine = named("RW6").successions.order_by("on")
    assert [(each.successor.code, each.kind) for each in pennine] == [
        ("R0A", "split"),
        ("RM3", "acquired"),
    ]


def test_the_trusts_of_2025_are_the_nine_that_are_known(loaded):
    there = Organisation.objects.buying().open_on(date(2025, 9, 30))

    assert set(there.values_list("code", flat=True)) - OTHERS == NINE_OF_2025


def test_loading_it_all_again_changes_nothing(loaded, tmp_path):
    again = load_everything(tmp_path)

    assert [each["unchanged"] for each in again] == [each["rows"] for each in again]


def test_restated_totals_are_the_totals_as_it_was(loaded):
    for number, code in enumerate(("RM2", "RW3", "R0A", "RW6", "RM3", "RTV", "RMC")):
        world.make_gaps(named(code), number + 1)
    as_it_was = summaries.worth_by_trust(Gap.objects.all())
    codes = [trust.code for trust in as_it_was]

    def totals(day):
        choice = choice_of({"organisations": "restated"}, on=day, codes=codes)
        rows = summaries.restated(as_it_was, choice)
        assert summaries.sum_of(rows) == summaries.sum_of(as_it_was)
        return {row.code: row.worth.gaps for row in rows}

    assert totals(date(2017, 9, 30)) == {
        trust.code: trust.worth.gaps for trust in as_it_was
    }
    assert totals(date(2017, 10, 1)) == {
        "R0A": 6,
        "RW6": 4,
        "RM3": 5,
        "RTV": 6,
        "RMC": 7,
    }
    assert totals(date(2026, 9, 30)) == {"R0A": 6, "RM3": 9, "RW4": 6, "RMC": 7}
    assert summaries.sum_of(as_it_was).value > Decimal(0)
