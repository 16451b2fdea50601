"""A supplier's UBL catalogue: what it declares, changes and withdraws."""

import io
from datetime import date
from pathlib import Path

import pytest

from catalogue.products.actions import UnreadableCatalogue, load_ubl_catalogue
from catalogue.products.models import (
    CataloguedPack,
    NationalCode,
    Pack,
    Product,
    SupplierCatalogue,
    TouchedCode,
)
from tests.catalogue.products.ubl_files import catalogue, line

pytestmark = pytest.mark.django_db

EACH, BOX, CASE = "09520000000028", "19520000000025", "29520000000022"
OTHER = "09520000000042"
ON = date(2026, 9, 1)
EXAMPLE = Path(__file__).parents[4] / "shared/data/peppol/Catalogue_Example.xml"


def load(*lines, **head):
    file = io.BytesIO(catalogue(*lines, **head).encode())
    return load_ubl_catalogue(file, on=ON)


def everything():
    tables = (Pack, Product, CataloguedPack, SupplierCatalogue, NationalCode)
    return [list(model.objects.order_by("pk").values()) for model in tables]


HIERARCHY = (
    line(1, CASE, unit="CS", component="S-BX", quantity="12", seller="S-CS"),
    line(2, BOX, unit="XBX", component=EACH, quantity="100.0", seller="S-BX"),
    line(3, EACH, unit="C62", seller="S-EA", npc="ABC12345", category="42132203"),
)


def test_a_hierarchy_is_read_from_components_by_sellers_code_or_gtin():
    loaded = load(*HIERARCHY)

    assert (loaded.rows, loaded.taken, loaded.products) == (3, 3, 1)
    assert (loaded.problems, loaded.notes) == ([], [])
    packs = {pack.gtin: (pack.unit, pack.eaches) for pack in Pack.objects.all()}
    assert packs == {EACH: ("EA", 1), BOX: ("BX", 100), CASE: ("CS", 1200)}
    product = Product.objects.get()
    assert (product.description, product.category) == ("Gloves", "42132203")
    assert product.manufacturer.name == "Harlow"
    assert NationalCode.objects.get().pack.gtin == EACH


def test_the_same_file_again_changes_nothing():
    load(*HIERARCHY)
    load(line(9, OTHER, action="Delete"), *HIERARCHY)
    before = everything()
    TouchedCode.objects.all().delete()

    load(line(9, OTHER, action="Delete"), *HIERARCHY)

    assert everything() == before
    assert not TouchedCode.objects.exists()


def test_a_count_of_content_units_is_the_pack():
    loaded = load(
        line(1, BOX, content="100", size="100"),
        line(2, CASE, content="1200", component=BOX, quantity="12"),
        line(3, OTHER, size="50", part="HG2000"),
    )

    assert loaded.taken == 3
    packs = {pack.gtin: pack.eaches for pack in Pack.objects.all()}
    assert packs == {BOX: 100, CASE: 1200, OTHER: 50}


def test_an_update_changes_what_is_declared_and_leaves_what_it_does_not_say():
    load(*HIERARCHY)

    loaded = load(
        line(1, BOX, action="Update", name="Gloves, new box"),
        line(2, EACH, action="Update", name="Gloves, blue", unit="EA"),
        action="Update",
        issued="2026-08-15",
    )

    assert (loaded.taken, loaded.missing) == (2, 0)
    assert Product.objects.get().description == "Gloves, blue"
    packs = {pack.gtin: pack.eaches for pack in Pack.objects.all()}
    assert packs == {EACH: 1, BOX: 100, CASE: 1200}


def test_a_line_may_withdraw_a_pack_which_goes_on_naming_its_product():
    load(*HIERARCHY)

    loaded = load(
        line(1, CASE, action="Delete", starts="2026-10-01"),
        line(2, seller="S-BX", action="Delete"),
        action="Update",
        issued="2026-08-15",
    )

    assert (loaded.rows, loaded.taken, loaded.withdrawn) == (2, 0, 2)
    days = dict(Pack.objects.values_list("gtin", "withdrawn_on"))
    assert days == {EACH: None, BOX: date(2026, 8, 15), CASE: date(2026, 10, 1)}
    assert Pack.objects.get(gtin=CASE).eaches == 1200

    load(*HIERARCHY, issued="2026-11-01")
    assert not Pack.objects.exclude(withdrawn_on=None).exists()


def test_a_whole_new_version_withdraws_what_it_leaves_out():
    load(*HIERARCHY)

    loaded = load(*HIERARCHY[1:], line(4, "bad"), issued="2026-08-20", version="2")

    assert loaded.missing == 1
    assert Pack.objects.get(gtin=CASE).withdrawn_on == date(2026, 8, 20)
    assert Pack.objects.get(gtin=BOX).withdrawn_on is None


def test_a_pack_that_another_catalogue_offers_is_not_withdrawn():
    load(*HIERARCHY)
    load(*HIERARCHY, number="77", provider="other")

    load(line(1, CASE, action="Delete"), action="Update", issued="2026-08-15")
    assert Pack.objects.get(gtin=CASE).withdrawn_on is None

    load(
        line(1, CASE, action="Delete"),
        action="Update",
        issued="2026-08-20",
        number="77",
        provider="other",
    )
    assert Pack.objects.get(gtin=CASE).withdrawn_on == date(2026, 8, 20)


def test_a_catalogue_that_is_taken_back_withdraws_all_of_it():
    load(*HIERARCHY)

    load(action="Delete", issued="2026-08-30")

    assert {pack.withdrawn_on for pack in Pack.objects.all()} == {date(2026, 8, 30)}


def test_what_is_offered_until_a_day_is_withdrawn_from_the_next():
    load(line(1, BOX, ends="2027-03-31"), line(2, OTHER, part="2"), ends="2026-12-31")

    days = dict(Pack.objects.values_list("gtin", "withdrawn_on"))
    assert days == {BOX: date(2027, 4, 1), OTHER: date(2027, 1, 1)}


def test_an_older_version_is_refused():
    load(*HIERARCHY)
    before = everything()

    with pytest.raises(UnreadableCatalogue, match="older than the version"):
        load(line(1, OTHER), issued="2026-07-31")

    assert everything() == before


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (line(7, "9521234543214"), "no valid check digit"),
        (line(7), "it has no GTIN"),
        (line(7, OTHER, name=""), "description is empty"),
        (line(7, OTHER, action="Replace"), "ActionCode is 'Replace'"),
        (line(7, OTHER, content="ten"), "not a whole number"),
        (line(7, OTHER, content="1.5"), "not a whole number"),
        (line(7, OTHER, content="0"), "which no pack holds"),
        (line(7, OTHER, content="9" * 30), "which no pack holds"),
        (line(7, OTHER, content="10", size="12"), "10 and 12 units"),
        (line(7, OTHER, packs="10", size="12"), "PackQuantity and PackSizeNumeric"),
        (line(7, OTHER, ends="2026-13-01"), "not a date"),
        (line(7, OTHER, component=OTHER, quantity="2"), "contains itself"),
        (line(7, OTHER, component="4006381333931", quantity="2"), "neither in this"),
        (
            line(7, OTHER, component=BOX, quantity="2", content="999"),
            "said to hold 999",
        ),
        (line(7, OTHER, action="Delete"), "nothing is known by this code"),
        (line(7, BOX, action="Delete"), "another line of this file"),
        (line(7, BOX), "stands in an earlier row"),
        ("<cac:CatalogueLine/>", "it has no item"),
    ],
)
def test_a_line_that_is_not_taken_says_why(bad, reason):
    loaded = load(*HIERARCHY, bad)

    [(row, name, said)] = loaded.problems
    assert (row, reason in said) == (4, True), said
    assert loaded.rows == loaded.taken + loaded.withdrawn + len(loaded.problems)
    assert Pack.objects.count() == 3


def test_a_component_that_nobody_knows_is_a_note_and_no_pack():
    loaded = load(line(1, BOX, component="2345", quantity="1"))

    assert loaded.taken == 1
    assert "its component 2345 is not in this catalogue" in loaded.notes[0][2]
    assert Pack.objects.get().contains is None


def test_text_from_a_catalogue_is_text():
    hostile = "=1+1<script>&\u202e'\"\x09;DROP TABLE"
    load(line(1, BOX, name=hostile, maker=hostile, part="A'B", category="x" * 5000))

    product = Product.objects.get()
    assert product.description == "=1+1<script>&\u202e'\" ;DROP TABLE"
    assert len(product.category) == 2000


def test_the_published_example_is_accounted_for():
    if not EXAMPLE.exists():
        pytest.skip("the Peppol example is not beside this checkout")
    with EXAMPLE.open("rb") as file:
        loaded = load_ubl_catalogue(file, on=ON)

    assert loaded.rows == 2
    assert loaded.rows == loaded.taken + len(loaded.problems)
    for pack in Pack.objects.all():
        assert pack.product.category == "20101601"
        assert pack.product.manufacturer.name == "Manufacturer AS"
        assert pack.withdrawn_on == date(2019, 9, 1)
    assert SupplierCatalogue.objects.get().number == "1387"
