"""Which items become one product, which do not, and what their packs are."""

import random
import string

import pytest

from catalogue.matching.actions import match_items
from catalogue.matching.models import Match, TouchedProduct
from catalogue.products.actions import load_catalogue
from catalogue.products.models import Product
from catalogue.purchases.actions import roll_back_import
from tests.extracts import AT, extract, import_bytes, row
from tests.region import trust

pytestmark = pytest.mark.django_db

GTIN_EACH, GTIN_BOX, GTIN_OTHER = "09520000000028", "19520000000025", "09520000000042"
CATALOGUE = f"""\
gtin,unit,manufacturer,mpc,npc,description,contains_gtin,contains_quantity
{GTIN_EACH},EA,Harlow Gloves,HG-4417/M,ABC12345,Nitrile gloves medium,,
{GTIN_BOX},BX,Harlow Gloves,HG-4417/M,ABC12345,Nitrile gloves medium,{GTIN_EACH},100
{GTIN_OTHER},EA,Harlow Gloves,HG-9000,ABC99999,Gown,,
"""


def buy(code, number="1", **said):
    """One order line of one trust; the item is told by its order number."""
    plain = {"unit_of_purchase": "EACH", "local_code": number, "manufacturer": ""}
    return import_bytes(
        extract(row(po_number=f"{code}{number}", **(plain | said))), trust(code)
    )


def load(text=CATALOGUE):
    return load_catalogue(text.splitlines())


def matches():
    """(trust, local code) -> (product, tier)."""
    return {
        (match.organisation.code, match.item.local_code): (match.product_id, match.tier)
        for match in Match.objects.select_related("item", "organisation")
    }


def partition():
    """The items put on one product, whatever it is called: sets of (trust, code)."""
    groups = {}
    for key, (product, _) in matches().items():
        groups.setdefault(product or key, set()).add(key)
    return sorted(sorted(group) for group in groups.values())


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
