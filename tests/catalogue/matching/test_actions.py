"""Which items become one product, and what their packs are."""

import random
import string

import pytest

from catalogue.matching.actions import match_items
from catalogue.matching.models import Match
from catalogue.products.models import Product
from catalogue.purchases.actions import roll_back_import
from tests.catalogue.matching.buying import (
    CATALOGUE,
    GTIN_BOX,
    GTIN_EACH,
    buy,
    load,
    matches,
    partition,
)
from tests.extracts import AT

pytestmark = pytest.mark.django_db


def test_the_same_gtin_is_one_product_at_tier_a():
    buy("NGT", gtin=GTIN_BOX)
    buy("SMR", gtin=GTIN_BOX)

    match_items()

    found = matches()
    assert found["NGT", "1"] == found["SMR", "1"]
    assert found["NGT", "1"][1] == "A"


def test_packs_of_a_declared_hierarchy_are_one_product():
    load()
    buy("NGT", gtin=GTIN_BOX)
    buy("SMR", gtin=GTIN_EACH)
    buy("EWD", npc="abc 12345")

    match_items()

    assert {product for product, _ in matches().values()} == {
        Product.objects.get(description="Nitrile gloves medium").pk
    }


def test_gtins_of_two_packs_are_not_one_product_by_their_digits():
    buy("NGT", gtin=GTIN_BOX)
    buy("SMR", gtin=GTIN_EACH)

    match_items()

    assert len(partition()) == 2


def test_manufacturer_and_part_code_are_one_product_at_tier_b():
    buy("NGT", manufacturer="Harlow Gloves Ltd", mpc="HG-4417/M")
    buy("SMR", manufacturer="HARLOW GLOVES (UK) Limited", mpc="hg4417 m")

    match_items()

    found = matches()
    assert found["NGT", "1"] == found["SMR", "1"]
    assert found["NGT", "1"][1] == "B"


def test_items_joined_by_their_part_code_alone_are_tier_b_whatever_gtin_they_have():
    said = {"manufacturer": "Harlow Gloves", "mpc": "HG4417"}
    buy("NGT", gtin=GTIN_BOX, **said)
    buy("SMR", gtin=GTIN_EACH, **said)
    buy("EWD", gtin=GTIN_EACH, **said)

    match_items()

    tiers = {code: tier for (code, _), (_, tier) in matches().items()}
    assert tiers == {"NGT": "B", "SMR": "A", "EWD": "A"}
    assert len(partition()) == 1


def test_a_product_forgets_the_words_of_an_import_that_was_rolled_back():
    first = buy("NGT", gtin=GTIN_BOX, description="Gloves, wrongly called")
    buy("SMR", gtin=GTIN_BOX, description="Nitrile gloves")
    match_items()

    roll_back_import(first, by=None, at=AT)
    match_items()

    assert Match.objects.get().product.description == "Nitrile gloves"


def test_one_part_code_of_two_manufacturers_is_two_products():
    buy("NGT", manufacturer="Harlow Gloves", mpc="HG4417")
    buy("SMR", manufacturer="Tern Medical", mpc="HG4417")

    match_items()

    assert len(partition()) == 2


def test_leading_zeros_of_a_part_code_count():
    buy("NGT", manufacturer="Harlow Gloves", mpc="004417")
    buy("SMR", manufacturer="Harlow Gloves", mpc="4417")

    match_items()

    assert len(partition()) == 2


def test_a_short_part_code_counts_only_if_a_catalogue_declares_it():
    load(CATALOGUE + "09520000000073,EA,Harlow Gloves,K7,,Clip,,\n")
    buy("NGT", "1", manufacturer="Harlow Gloves", mpc="K7")
    buy("SMR", "1", manufacturer="Harlow Gloves", mpc="K7")
    buy("NGT", "2", manufacturer="Harlow Gloves", mpc="K8")

    match_items()

    found = matches()
    assert found["NGT", "1"] == found["SMR", "1"] != (None, "")
    assert found["NGT", "2"] == (None, "")


def test_a_maker_that_sells_itself_is_the_manufacturer():
    buy("NGT", manufacturer="Harlow Gloves", mpc="HG4417", supplier="Ashdene")
    buy("SMR", supplier="Harlow Gloves Limited", mpc="HG4417")
    buy("EWD", supplier="Ashdene", mpc="HG4417")

    match_items()

    assert partition() == [[("EWD", "1")], [("NGT", "1"), ("SMR", "1")]]


def test_a_short_name_means_the_one_maker_it_begins():
    buy("NGT", manufacturer="Harlow Gloves", mpc="HG4417")
    buy("SMR", manufacturer="HARLOW", mpc="HG4417")

    match_items()

    assert len(partition()) == 1


def test_a_short_name_of_two_makers_means_neither_also_when_the_second_comes_later():
    buy("NGT", manufacturer="Harlow Gloves", mpc="HG4417")
    buy("SMR", manufacturer="HARLOW", mpc="HG4417")
    match_items()
    buy("EWD", manufacturer="Harlow Imaging", mpc="XRAY1")

    match_items()

    assert [("NGT", "1")] in partition()
    assert [("SMR", "1")] in partition()


def test_a_catalogue_loaded_later_rematches_the_items_it_speaks_of():
    buy("NGT", gtin=GTIN_BOX)
    buy("SMR", gtin=GTIN_EACH)
    match_items()
    assert len(partition()) == 2

    load()
    match_items()

    assert len(partition()) == 1


def test_a_product_keeps_its_number_when_a_catalogue_declares_it():
    buy("NGT", gtin=GTIN_BOX)
    buy("SMR", gtin=GTIN_BOX, description="Gloves")
    buy("EWD", gtin=GTIN_EACH)
    match_items()
    before = matches()["NGT", "1"][0]

    load()
    match_items()

    assert {product for product, _ in matches().values()} == {before}
    product = Product.objects.get(pk=before)
    assert (product.is_declared, product.description) == (True, "Nitrile gloves medium")
    assert product.packs.count() == 2
    load()
    match_items()
    assert matches()["NGT", "1"][0] == before


def test_items_join_a_declared_product_that_has_items_already():
    load()
    buy("NGT", gtin=GTIN_BOX)
    match_items()
    declared = matches()["NGT", "1"][0]
    buy("SMR", manufacturer="Tern", mpc="T-1000")
    match_items()

    load(CATALOGUE.replace("HG-9000,ABC99999", "HG-4417/M,ABC12345"))
    buy("EWD", manufacturer="Tern", mpc="T-1000", gtin=GTIN_BOX)
    match_items()

    assert matches()["NGT", "1"][0] == declared


def test_a_description_of_any_length_is_matched():
    wild = "".join(random.Random(1).choices(string.printable.split("\t")[0], k=30_000))
    buy("NGT", gtin=GTIN_BOX, description=wild, unit_of_purchase="BOX")

    match_items()

    assert Match.objects.get().tier == "A"


def test_carriage_is_no_product():
    buy("NGT", description="CARRIAGE", local_code="")

    match_items()

    assert Match.objects.get().reason == "CARRIAGE"


@pytest.mark.parametrize(
    ("said", "status", "eaches"),
    [
        ({"unit_of_purchase": "EACH"}, "known", 1),
        ({"unit_of_purchase": "BOX100"}, "known", 100),
        ({"unit_of_purchase": "Pack of 10", "pack_size": "10"}, "known", 10),
        ({"unit_of_purchase": "BOX", "pack_size": "25"}, "known", 25),
        ({"unit_of_purchase": "BOX"}, "unknown", None),
        ({"unit_of_purchase": "BOX", "gtin": GTIN_BOX}, "known", 100),
        ({"unit_of_purchase": "BOX50", "pack_size": "25"}, "conflict", None),
        ({"unit_of_purchase": "EA", "gtin": GTIN_BOX}, "conflict", None),
        ({"unit_of_purchase": "BOX", "description": "Gauze PK50"}, "known", 50),
        (
            {"unit_of_purchase": "BOX", "pack_size": "25", "description": "Gauze PK50"},
            "known",
            25,
        ),
        ({"unit_of_purchase": "BOX", "description": "Gauze 10cm x10"}, "unknown", None),
    ],
)
def test_a_pack_is_what_its_sources_agree_on(said, status, eaches):
    load()
    buy("NGT", **said)

    match_items()

    match = Match.objects.get()
    assert (match.pack_status, match.eaches) == (status, eaches)
