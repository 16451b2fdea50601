"""Loading a product master: its products, packs and codes, and rows not taken."""

from datetime import date

import pytest

from catalogue.products.actions import UnreadableCatalogue, load_catalogue
from catalogue.products.models import NationalCode, Pack, Product, TouchedCode

pytestmark = pytest.mark.django_db

HEADINGS = (
    "gtin,unit,manufacturer,mpc,npc,description,contains_gtin,contains_quantity\n"
)
EACH, BOX, CASE = "09520000000028", "19520000000025", "29520000000022"
OTHER = "09520000000042"


def load(*rows):
    return load_catalogue((HEADINGS + "\n".join(rows)).splitlines())


HIERARCHY = (
    f"{CASE},CS,Harlow,HG1000,ABC12345,Gloves,{BOX},12",
    f"{BOX},BX,Harlow,HG1000,ABC12345,Gloves,{EACH},100",
    f"{EACH},EA,Harlow,HG1000,ABC12345,Gloves,,",
)


def test_load_catalogue_works_out_eaches_along_the_hierarchy():
    loaded = load(*HIERARCHY)

    assert (loaded.rows, loaded.taken, loaded.products) == (3, 3, 1)
    packs = {pack.gtin: pack.eaches for pack in Pack.objects.all()}
    assert packs == {EACH: 1, BOX: 100, CASE: 1200}
    assert Pack.objects.get(gtin=CASE).contains.gtin == BOX


def test_load_catalogue_twice_changes_nothing():
    load(*HIERARCHY)
    before = list(Pack.objects.order_by("pk").values()), Product.objects.count()
    TouchedCode.objects.all().delete()

    load(*HIERARCHY)

    after = list(Pack.objects.order_by("pk").values()), Product.objects.count()
    assert after == before
    assert not TouchedCode.objects.exists()


def test_an_outer_pack_may_come_in_a_later_file():
    load(HIERARCHY[2])

    load(HIERARCHY[1])

    assert Product.objects.count() == 1
    assert Pack.objects.get(gtin=BOX).eaches == 100


def test_a_corrected_quantity_corrects_the_packs_above():
    load(*HIERARCHY)

    load(HIERARCHY[0], HIERARCHY[1].replace(",100", ",50"), HIERARCHY[2])

    assert Pack.objects.get(gtin=CASE).eaches == 600


def test_a_corrected_inner_pack_corrects_the_packs_of_earlier_files():
    load(*HIERARCHY)
    TouchedCode.objects.all().delete()

    load(HIERARCHY[1].replace(",100", ",50"), HIERARCHY[2])

    assert Pack.objects.get(gtin=CASE).eaches == 600
    assert CASE in TouchedCode.objects.values_list("key", flat=True)


def test_items_with_a_national_code_hear_of_its_pack():
    each = f"{EACH},EA,Harlow,HG1000,,Gloves,,"
    load(each, f"{BOX},BX,Harlow,HG1000,ABC12345,Gloves,{EACH},100")
    TouchedCode.objects.all().delete()

    load(each, f"{BOX},BX,Harlow,HG1000,ABC12345,Gloves,{EACH},50")

    assert "ABC12345" in TouchedCode.objects.values_list("key", flat=True)


def test_a_national_code_names_a_pack_only_if_it_is_on_one():
    load(*HIERARCHY, f"{OTHER},EA,Harlow,HG2000,ABC99999,Gown,,")

    assert NationalCode.objects.get(npc="ABC12345").pack is None
    assert NationalCode.objects.get(npc="ABC99999").pack.gtin == OTHER


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("123,EA,Harlow,HG2000,,Gown,,", "check digit"),
        (f"{OTHER},EA,Harlow,HG2000,,,,", "description"),
        (f"{OTHER},BX,Harlow,HG2000,,Gown,{OTHER},10", "contains itself"),
        (f"{OTHER},BX,Harlow,HG2000,,Gown,{EACH},", "go together"),
        (f"{OTHER},BX,Harlow,HG2000,,Gown,{EACH},0", "whole number"),
        (f"{OTHER},BX,Harlow,HG2000,,Gown,{EACH},ten", "whole number"),
        (f"{OTHER},BX,Harlow,HG2000,,Gown,95012345678903,10", "neither in this file"),
        (f"{EACH},EA,Harlow,HG2000,,Gown,,", "earlier row"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told(row, problem):
    loaded = load(HIERARCHY[2], row)

    assert loaded.taken == 1
    assert problem in loaded.problems[0][2]
    assert loaded.problems[0][0] == 3


def test_packs_in_a_circle_are_told():
    loaded = load(
        f"{EACH},EA,Harlow,HG1000,,Gloves,{BOX},10",
        f"{BOX},BX,Harlow,HG1000,,Gloves,{EACH},10",
    )

    assert loaded.taken == 0
    assert not Pack.objects.exists()


def test_a_file_that_is_no_product_master_is_refused():
    with pytest.raises(UnreadableCatalogue, match="no heading gtin"):
        load_catalogue(["name,price", "Gloves,1"])


@pytest.mark.parametrize("cell", ["x\0y", "x" * 200_000])
def test_a_damaged_catalogue_is_refused_in_a_sentence(cell):
    with pytest.raises(UnreadableCatalogue, match="no CSV file"):
        load_catalogue(
            [
                "GTIN,unit,manufacturer,mpc,npc,description,contains_gtin,"
                "contains_quantity",
                f"09520000000028,EA,,,,{cell},,",
            ]
        )


def test_a_csv_master_may_say_what_is_withdrawn():
    rows = (
        "gtin,unit,manufacturer,mpc,npc,description,contains_gtin,contains_quantity,"
        "withdrawn_on",
        f"{EACH},EA,Harlow,HG1000,,Gloves,,,",
        f"{BOX},BX,Harlow,HG1000,,Gloves,{EACH},100,2026-05-01",
        f"{CASE},CS,Harlow,HG1000,,Gloves,{BOX},12,1 May",
    )
    loaded = load_catalogue(rows)

    assert (loaded.rows, loaded.taken, loaded.withdrawn) == (3, 1, 1)
    assert "withdrawn_on is not a date" in loaded.problems[0][2]
    assert Pack.objects.get(gtin=BOX).withdrawn_on == date(2026, 5, 1)

    load_catalogue([*rows[:2], f"{BOX},BX,Harlow,HG1000,,Gloves,{EACH},100,"])
    assert Pack.objects.get(gtin=BOX).withdrawn_on is None
