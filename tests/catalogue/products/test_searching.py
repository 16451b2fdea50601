"""Finding products by what a person types."""

import pytest
from django.db import connection

from catalogue.products import search_queries, searching
from catalogue.products.actions import load_catalogue
from catalogue.products.models import Manufacturer, Product, ProductSearch
from catalogue.products.searching import find_products

pytestmark = pytest.mark.django_db

MASTER = [
    "gtin,unit,manufacturer,mpc,npc,description,contains_gtin,contains_quantity",
    "09521000000018,EA,Kestrel,KG-4417-M,ABC12345,Nitrile gloves medium,,",
    "09521000000025,EA,Kestrel,KG-4417-L,,Nitrile gloves large,,",
    "09521000000032,EA,Tern,T 900,,Foley catheter 14 Ch,,",
    "09521000000049,EA,Tern,T 901,,Foley catheter 16 Ch silicone,,",
    '09521000000056,EA,Möwe AG,"M,1",,"Kompresse steril 7,5 cm x 7,5cm",,',
    "09521000000063,EA,Tern,T 902,,Suture braided 2-0,,",
    "09521000000070,EA,Tern,T 903,,Suture braided 20 cm,,",
    "19521000000015,BX,Kestrel,KG-4417-M,,Nitrile gloves medium,09521000000018,100",
]


@pytest.fixture
def catalogue(db):
    load_catalogue(line + "\n" for line in MASTER)


def descriptions(text, **options):
    found = find_products(text, size=50, **options).products
    products = Product.objects.in_bulk(found)
    return [products[pk].description for pk in found]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("gloves nitrile medium", "Nitrile gloves medium"),
        ("large glove kestrel", "Nitrile gloves large"),
        ("niitrile meduim", "Nitrile gloves medium"),
        ("catheter 14ch", "Foley catheter 14 Ch"),
        ("CH16 foley", "Foley catheter 16 Ch silicone"),
        ("14 fr", "Foley catheter 14 Ch"),
        ("kompresse 7.5 x 7.5", "Kompresse steril 7,5 cm x 7,5cm"),
        ("steril 7,50cm", "Kompresse steril 7,5 cm x 7,5cm"),
        ("mowe", "Kompresse steril 7,5 cm x 7,5cm"),
        ("presse", "Kompresse steril 7,5 cm x 7,5cm"),
        ("braided suture 2/0", "Suture braided 2-0"),
        ("0952 1000-000032", "Foley catheter 14 Ch"),
        ("9521000000032", "Foley catheter 14 Ch"),
        ("19521000000015", "Nitrile gloves medium"),
        ("abc 12345", "Nitrile gloves medium"),
        ("kg4417l", "Nitrile gloves large"),
        ("KG 4417 M", "Nitrile gloves medium"),
        ("g4417l", "Nitrile gloves large"),
    ],
)
def test_what_is_typed_finds_what_is_meant_first(catalogue, typed, first):
    assert descriptions(typed)[0] == first


def test_a_wrong_letter_is_told(catalogue):
    found = find_products("foley cathater", size=50)

    assert [(c.typed, c.read_as) for c in found.corrections] == [
        ("CATHATER", ("CATHETER",))
    ]
    assert len(found.products) == 2


def test_a_number_is_never_taken_for_another(catalogue):
    assert descriptions("catheter 15ch") == [
        "Foley catheter 14 Ch",
        "Foley catheter 16 Ch silicone",
    ]
    assert not find_products("catheter 15ch", size=50).has_all
    assert descriptions("15ch") == []


def test_where_no_product_has_all_words_those_with_most_are_found(catalogue):
    found = find_products("nitrile gloves purple", size=50)

    assert not found.has_all
    assert len(found.products) == 2


def test_nothing_found_names_the_nearest_words(catalogue):
    found = find_products("gluvxz", size=50)

    assert found.products == []
    assert found.spellings == ["GLOVES"]


@pytest.mark.parametrize(
    "typed", ["", " ", "-", "'", "\\", "' | '':* & !", "%_%", "\0", "a" * 3000, "("]
)
def test_signs_mean_nothing(catalogue, typed):
    assert find_products(typed, size=5).products == []


def test_a_code_the_caller_knows_comes_first(catalogue):
    product = Product.objects.get(description="Suture braided 20 cm")

    assert descriptions("foley", known=[product.pk])[0] == "Suture braided 20 cm"


def test_a_product_is_found_by_what_it_is_now(catalogue):
    product = Product.objects.get(description="Nitrile gloves large")
    product.description = "Vinyl gloves large"
    product.save(update_fields=["description"])
    Manufacturer.objects.filter(name="Tern").update(name="Sanderling")

    assert descriptions("vinyl") == ["Vinyl gloves large"]
    assert "Vinyl gloves large" not in descriptions("nitrile gloves")
    assert len(descriptions("sanderling")) == 4
    assert descriptions("tern") == []


def test_every_product_has_its_words_however_long_they_are(db):
    endless = Product.objects.create(description="W" * 3000 + " 9", is_declared=True)

    assert ProductSearch.objects.get().product_id == endless.pk
    assert find_products("w" * 100, size=5).products == [endless.pk]


def test_of_many_words_those_with_most_of_them_are_found(catalogue):
    found = find_products("nitrile gloves large purple zebra 99", size=50)

    assert not found.has_all
    assert len(found.products) == 1  # the medium ones lack one more


def test_a_search_that_takes_too_long_is_given_up_and_says_so(catalogue, monkeypatch):
    monkeypatch.setattr(search_queries, "SPELLINGS", "SELECT pg_sleep(60)")
    monkeypatch.setattr(searching, "LONGEST_WAIT", 200)

    found = find_products("gluvxz", size=50)

    assert found.is_too_broad
    assert found.products == []
    with connection.cursor() as cursor:  # the limit does not outlive the search
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)


def test_a_search_leaves_no_limit_behind(catalogue):
    find_products("gloves", size=50)

    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)
