"""Codes that join items through others, and codes that contradict each other."""

import pytest

from catalogue.matching.actions import match_items
from catalogue.matching.models import Match, TouchedProduct
from catalogue.purchases.actions import roll_back_import
from tests.catalogue.matching.buying import GTIN_BOX, buy, load, matches, partition
from tests.extracts import AT

pytestmark = pytest.mark.django_db


def test_codes_join_through_a_third_item():
    buy("NGT", gtin=GTIN_BOX)
    buy("SMR", manufacturer="Harlow Gloves", mpc="HG4417")
    match_items()
    buy("EWD", gtin=GTIN_BOX, manufacturer="Harlow Gloves", mpc="HG4417")

    match_items()

    assert len(partition()) == 1


def test_rolling_back_the_joining_item_parts_them_again():
    buy("NGT", gtin=GTIN_BOX)
    buy("SMR", manufacturer="Harlow Gloves", mpc="HG4417")
    bridge = buy("EWD", gtin=GTIN_BOX, manufacturer="Harlow Gloves", mpc="HG4417")
    match_items()

    roll_back_import(bridge, by=None, at=AT)
    match_items()

    assert partition() == [[("NGT", "1")], [("SMR", "1")]]


def test_codes_that_name_two_declared_products_are_a_conflict():
    load()
    buy("NGT", gtin=GTIN_BOX, npc="ABC99999")
    buy("SMR", gtin=GTIN_BOX)

    match_items()

    match = Match.objects.get(organisation__code="NGT")
    assert (match.tier, match.reason) == ("X", "CODES_DISAGREE")
    assert matches()["SMR", "1"][1] == "A"


def test_a_gtin_beside_a_known_other_part_code_is_a_conflict():
    load()
    buy("NGT", gtin=GTIN_BOX, manufacturer="Tern Medical", mpc="TM-1000")
    buy("SMR", manufacturer="Tern Medical", mpc="TM-1000")

    match_items()

    assert matches()["NGT", "1"] == (None, "X")
    assert matches()["SMR", "1"][1] == "B"


def test_a_gtin_beside_an_unheard_of_part_code_is_still_the_gtins_product():
    load()
    buy("NGT", gtin=GTIN_BOX, manufacturer="Ashdene", mpc="STOCK-77")
    buy("SMR", gtin=GTIN_BOX)

    match_items()

    assert len(partition()) == 1


def test_most_trusts_decide_which_part_code_an_undeclared_gtin_stands_for():
    for code in ("NGT", "SMR"):
        buy(code, gtin=GTIN_BOX, manufacturer="Harlow Gloves", mpc="HG4417")
    buy("EWD", gtin=GTIN_BOX, manufacturer="Harlow Gloves", mpc="HG9999")

    match_items()

    found = matches()
    assert found["EWD", "1"] == (None, "X")
    assert found["NGT", "1"] == found["SMR", "1"]


def test_on_a_tie_nobody_is_matched_by_the_gtin():
    buy("NGT", gtin=GTIN_BOX, manufacturer="Harlow Gloves", mpc="HG4417")
    buy("EWD", gtin=GTIN_BOX, manufacturer="Harlow Gloves", mpc="HG9999")
    buy("SMR", gtin=GTIN_BOX)

    match_items()

    assert {tier for _, tier in matches().values()} == {"X"}


def test_a_chain_that_leads_to_two_part_codes_joins_by_part_code_alone():
    buy("NGT", gtin=GTIN_BOX, npc="ABC11111")
    buy("SMR", gtin=GTIN_BOX, manufacturer="Harlow Gloves", mpc="HG4417")
    buy("EWD", npc="ABC11111", manufacturer="Harlow Gloves", mpc="HG9999")

    match_items()

    found = matches()
    assert found["NGT", "1"] == (None, "X")
    assert found["SMR", "1"][1] == found["EWD", "1"][1] == "B"
    assert found["SMR", "1"] != found["EWD", "1"]


def test_the_order_of_imports_makes_no_difference():
    lines = [
        ("NGT", {"gtin": GTIN_BOX}),
        ("SMR", {"manufacturer": "Harlow Gloves", "mpc": "HG-4417/M"}),
        ("EWD", {"manufacturer": "HARLOW", "mpc": "hg4417m", "npc": "ABC12345"}),
        ("LNG", {"supplier": "Harlow", "mpc": "HG4417M"}),
        ("KNG", {"gtin": GTIN_BOX, "manufacturer": "Tern", "mpc": "T-1000"}),
    ]
    for code, said in lines:
        buy(code, **said)
        match_items()
    forwards = partition()
    for match in Match.objects.all():
        roll_back_import(match.item.first_import, by=None, at=AT)
    match_items()
    assert partition() == []

    for code, said in reversed(lines):
        buy(code, **said)
        match_items()

    assert partition() == forwards


def test_everything_afresh_changes_nothing():
    load()
    buy("NGT", gtin=GTIN_BOX)
    buy("SMR", manufacturer="Harlow Gloves", mpc="HG-4417/M")
    buy("EWD", manufacturer="Tern", mpc="T-1000")
    match_items()
    before = list(Match.objects.order_by("pk").values())
    TouchedProduct.objects.all().delete()

    match_items(everything=True)

    assert list(Match.objects.order_by("pk").values()) == before
    assert not TouchedProduct.objects.exists()
