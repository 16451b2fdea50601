"""Two are said to be one, or not; parting gives back what was."""

import random
from datetime import UTC, datetime

import pytest

from catalogue.matching.actions import (
    end_decision,
    match_items,
    merge,
    say_different,
    settle_match,
    split,
    take_back_different,
)
from catalogue.matching.models import Match, MatchDecision, Verdict
from catalogue.products.models import Kind, Manufacturer, Merge, Product, Supplier
from catalogue.purchases.models import Item
from tests.catalogue.matching.buying import GTIN_BOX, buy, load
from tests.seeds import seeds
from trusts.rules import Refused

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 30, 12, tzinfo=UTC)


def product_of(code):
    return Match.objects.get(organisation__code=code, item__is_live=True).product_id


def join(kind, from_id, into_id):
    return merge(kind=kind, from_id=from_id, into_id=into_id, by=None, at=AT)


def two_undeclared():
    buy("NGT", manufacturer="Aldmoor", mpc="AM-1234")
    buy("SMR", manufacturer="Aldmoor", mpc="AM-1234X")
    match_items()
    return product_of("NGT"), product_of("SMR")


def test_merge_puts_the_items_of_both_on_one_and_split_gives_them_back():
    one, other = two_undeclared()

    said = join(Kind.PRODUCT, one, other)
    match_items()
    buy("EWD", manufacturer="Aldmoor", mpc="AM1234")
    match_items()
    merged = [product_of(code) for code in ("NGT", "SMR", "EWD")]
    split(said, by=None, at=AT)
    match_items()

    assert merged == [other] * 3
    assert [product_of(code) for code in ("NGT", "SMR", "EWD")] == [one, other, one]


def test_merged_declared_products_are_one_for_items_whose_codes_named_both():
    load()
    gloves, gown = (Product.objects.get(part_key=k).pk for k in ("HG4417M", "HG9000"))
    buy("NGT", gtin=GTIN_BOX, npc="ABC99999")
    match_items()
    assert product_of("NGT") is None

    said = join(Kind.PRODUCT, gloves, gown)
    match_items()
    assert product_of("NGT") == gown

    split(said, by=None, at=AT)
    match_items()
    assert product_of("NGT") is None


def test_a_later_merge_stays_when_an_earlier_one_is_parted():
    one, other = two_undeclared()
    buy("EWD", manufacturer="Aldmoor", mpc="AM-9999")
    match_items()
    third = product_of("EWD")
    first = join(Kind.PRODUCT, one, other)
    join(Kind.PRODUCT, other, third)
    match_items()
    assert {product_of(code) for code in ("NGT", "SMR", "EWD")} == {third}

    split(first, by=None, at=AT)
    match_items()

    assert product_of("NGT") == one
    assert product_of("SMR") == third


def test_merging_manufacturers_joins_what_carries_the_same_part_code():
    buy("NGT", manufacturer="Aldmoor", mpc="AM-1234")
    buy("SMR", manufacturer="Grisedale", mpc="AM-1234")
    match_items()
    before = product_of("NGT"), product_of("SMR")
    assert before[0] != before[1]
    aldmoor = Manufacturer.objects.get(name_key="ALDMOOR").pk
    grisedale = Manufacturer.objects.get(name_key="GRISEDALE").pk

    said = join(Kind.MANUFACTURER, aldmoor, grisedale)
    match_items()
    assert product_of("NGT") == product_of("SMR")

    split(said, by=None, at=AT)
    match_items()
    assert (product_of("NGT"), product_of("SMR")) == before


def test_a_part_code_of_two_products_of_merged_makers_leads_to_neither():
    load()
    load(
        "gtin,unit,manufacturer,mpc,npc,description,contains_gtin,contains_quantity\n"
        "09520000000110,EA,Other Gloves,HG-9000,,Other gown,,\n"
    )
    buy("NGT", manufacturer="Harlow Gloves", mpc="HG-9000")
    match_items()
    makers = {m.name_key: m.pk for m in Manufacturer.objects.all()}

    join(Kind.MANUFACTURER, makers["OTHER GLOVES"], makers["HARLOW GLOVES"])
    match_items()

    match = Match.objects.get()
    assert (match.product, match.tier) == (None, "X")


def test_merging_suppliers_moves_items_and_new_ones_follow():
    buy("NGT", supplier="Lowfell Ltd")
    buy("SMR", supplier="Lowfell Dressings")
    match_items()
    short, full = (
        Supplier.objects.get(name_key=key) for key in ("LOWFELL", "LOWFELL DRESSINGS")
    )
    said = join(Kind.SUPPLIER, short.pk, full.pk)
    match_items()
    buy("EWD", supplier="LOWFELL LIMITED")
    match_items()
    assert set(Item.objects.values_list("supplier", flat=True)) == {full.pk}

    split(said, by=None, at=AT)
    match_items()

    of = dict(Item.objects.values_list("organisation__code", "supplier"))
    assert of == {"NGT": short.pk, "SMR": full.pk, "EWD": short.pk}


def test_merge_is_refused_where_it_would_join_what_was_said_to_be_different():
    one, other = two_undeclared()
    buy("EWD", manufacturer="Aldmoor", mpc="AM-9999")
    match_items()
    third = product_of("EWD")
    said = say_different(kind=Kind.PRODUCT, one_id=one, other_id=third, by=None, at=AT)
    join(Kind.PRODUCT, one, other)

    with pytest.raises(Refused, match="not the same"):
        join(Kind.PRODUCT, third, other)
    take_back_different(said, by=None, at=AT)
    join(Kind.PRODUCT, third, other)


def test_merge_is_refused_where_an_item_of_one_was_said_not_to_be_the_other():
    one, other = two_undeclared()
    subject = Item.objects.get(organisation__code="NGT").subject
    settle_match(
        subjects=[subject], product=Product.objects.get(pk=other),
        verdict=Verdict.DIFFERENT, by=None, at=AT,
    )  # fmt: skip

    with pytest.raises(Refused, match="something bought as one of these"):
        join(Kind.PRODUCT, one, other)


@pytest.mark.parametrize("way", ["itself", "already", "round", "undeclared"])
def test_merge_is_refused_with_a_sentence(way):
    load()
    one, other = two_undeclared()
    join(Kind.PRODUCT, one, other)
    declared = Product.objects.get(part_key="HG9000").pk
    pairs = {
        "itself": (one, one),
        "already": (one, declared),
        "round": (other, one),
        "undeclared": (declared, other),
    }

    with pytest.raises(Refused):
        join(Kind.PRODUCT, *pairs[way])


ITEMS = (
    {"manufacturer": "Harlow Gloves", "mpc": "HG-9000"},
    {"manufacturer": "Harlow", "mpc": "HG-4417/M", "gtin": GTIN_BOX},
    {"gtin": GTIN_BOX, "npc": "ABC99999"},
    {"manufacturer": "Aldmoor", "mpc": "AM-1234"},
    {"manufacturer": "Aldmoor", "mpc": "AM-1234", "gtin": "09520000000073"},
    {"manufacturer": "Aldmoor GmbH Medical", "mpc": "AM-1234"},
    {"manufacturer": "Grisedale", "mpc": "AM-1234"},
    {"manufacturer": "Grisedale", "mpc": "AM-5555", "gtin": "09520000000073"},
    {"supplier": "Lowfell", "supplier_part": "LO00132B"},
    {"supplier": "Lowfell Dressings", "supplier_part": "LO00132B"},
    {"npc": "XYZ1234"},
)


def state():
    """Where every item stands, with all that was made of it."""
    items = Item.objects.order_by("pk").values_list("pk", "supplier")
    matches = Match.objects.order_by("pk").values_list(
        "pk", "product", "code_product", "manufacturer", "tier", "reason", "eaches"
    )
    return list(items), list(matches)


def say_something(choose):
    """One merge or decision; answers how it is taken back, None where refused."""
    kind = choose.choice([*Kind, Kind.PRODUCT, "match", "match"])
    try:
        if kind == "match":
            products = list(Product.objects.filter(merged_into=None).order_by("pk"))
            items = list(Item.objects.order_by("pk"))
            said = settle_match(
                subjects=[choose.choice(items).subject],
                product=choose.choice(products),
                verdict=choose.choice([*Verdict]),
                by=None,
                at=AT,
            )
            return lambda: end_decision(said, by=None, at=AT)
        model = {
            Kind.PRODUCT: Product,
            Kind.MANUFACTURER: Manufacturer,
            Kind.SUPPLIER: Supplier,
        }[kind]
        one, other = choose.sample(
            sorted(model.objects.values_list("pk", flat=True)), 2
        )
        merged = join(kind, one, other)
    except Refused:
        return None
    return lambda: split(merged, by=None, at=AT)


@pytest.mark.parametrize("seed", seeds(8))
def test_taking_everything_back_in_any_order_gives_exactly_the_former_state(seed):
    choose = random.Random(seed)
    load()
    for number, said in enumerate(ITEMS):
        buy(choose.choice(["NGT", "SMR", "EWD"]), str(number), **said)
    match_items()
    match_items(everything=True)
    before = state()

    undo = [say_something(choose) for _ in range(choose.randint(1, 6))]
    undo = [each for each in undo if each]
    choose.shuffle(undo)
    if choose.random() < 0.7:
        match_items()
        touched = state()
        match_items(everything=True)
        assert state() == touched
    for each in undo:
        each()
        if choose.random() < 0.5:
            match_items()
    match_items()

    assert state() == before
    assert not Merge.objects.in_force().exists()
    assert not MatchDecision.objects.in_force().exists()
