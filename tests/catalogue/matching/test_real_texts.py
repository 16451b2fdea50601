"""What `words_eaches` makes of real names of products.

The register of devices says how many units of use a product holds, and which GTIN
contains which. The price lists say nothing of packs, but their names are full of
sizes, codes and needles called CS. The rules were tuned on both.
"""

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from catalogue.matching.packs import words_eaches

DATA = Path(__file__).parents[4] / "shared/data"
DEVICES = DATA / "device_masters"
PRICE_LISTS = DATA / "price_lists"

needs_devices = pytest.mark.skipif(
    not DEVICES.exists(), reason="the device register is not beside this checkout"
)
needs_price_lists = pytest.mark.skipif(
    not PRICE_LISTS.exists(), reason="the price lists are not beside this checkout"
)


def rows(name):
    with (DEVICES / name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


@cache
def spoken_and_declared():
    """Every text of the register for which the words speak, with what they say, the
    base units in its GTIN, and the units of use in its base unit (None: not said)."""
    contents = {
        row["parent_gtin"]: (row["child_gtin"], int(row["quantity_of_child"]))
        for row in rows("eudamed_packaging_links.csv")
    }
    items = list(rows("eudamed_trade_items.csv"))
    uses = {
        row["gtin"]: int(row["device_count"])
        for row in items
        if row["is_base"] == "True" and row["device_count"]
    }
    found = set()
    for row in items:
        base, units = row["gtin"], 1
        while base in contents:
            base, inside = contents[base]
            units *= inside
        for text in (row["description"], row["additional_description"]):
            if eaches := words_eaches(text):
                found.add((text, eaches, units, uses.get(base)))
    return found


@needs_devices
def test_where_the_register_counts_units_of_use_the_words_agree():
    counted = [
        (text, eaches, {units, units * uses})
        for text, eaches, units, uses in spoken_and_declared()
        if uses is not None and units * uses > 1
    ]

    assert len(counted) >= 5
    assert [found for found in counted if found[1] not in found[2]] == []


@needs_devices
def test_the_words_seldom_say_many_where_the_register_says_one():
    """These are bags of pads and pants (`Pants M x14`), where the register takes the
    bag for one device. The words do count what is in it; the register's each differs,
    so their number must not grow unseen."""
    one = {
        text
        for text, eaches, units, uses in spoken_and_declared()
        if units == uses == 1 and eaches > 1
    }

    assert len(one) <= 49
    assert all(re.search(r"(?i)\sx\d+\s*$|box of 5|4/box", text) for text in one)


@needs_price_lists
def test_in_names_of_hospital_items_only_a_number_at_a_container_is_a_pack():
    names = set()
    for path in PRICE_LISTS.glob("*.csv"):
        with path.open(encoding="latin-1") as lines:
            names |= {row[0] for row in csv.reader(lines) if row}

    spoken = {name for name in names if words_eaches(name) is not None}

    at_container = r"\d(EA)?/(BX|CA|PK|CS)\b|\b(BX|CA|PK)/\d"
    assert [name for name in spoken if not re.search(at_container, name)] == []
    assert len(names) > 60_000
    assert 200 <= len(spoken) <= 300
