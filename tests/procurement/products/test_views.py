"""The pages of products: what each role sees, and every figure as it is stored."""

import re
from datetime import date

import pytest

from catalogue.products import searching
from catalogue.products.models import NationalCode, Pack, Product
from catalogue.purchases.models import Item
from procurement.gaps.actions import refresh_gaps
from tests import region
from tests.files import table_of
from tests.procurement.gaps import world
from tests.procurement.gaps.test_views import words_of
from trusts.models import AuditEvent

pytestmark = pytest.mark.django_db

PRICE = re.compile(r"£|\d(\.\d+)?p\b")


@pytest.fixture
def gloves(amina, dilys):
    product = world.fill().product
    each = Pack.objects.create(
        product=product, unit="EA", gtin="09521000000018", eaches=1
    )
    box = Pack.objects.create(
        product=product,
        unit="BX",
        gtin="19521000000015",
        eaches=100,
        contains=each,
        contains_quantity=100,
    )
    NationalCode.objects.create(npc="ABC12345", product=product, pack=box)
    return product


def page_of(sign_in, member, product):
    return sign_in(member).get(f"/products/{product.pk}/")


def test_the_search_shows_who_buys_it_and_what_one_pays(sign_in, amina, gloves):
    words = words_of(sign_in(amina).get("/products/?q=glove+nitril"))

    assert "1 product, best match first" in words
    assert "Nitrile gloves, medium Kestrel KG-4417-M 5 6.50p" in words


def test_the_search_finds_own_local_codes_only(sign_in, amina, carys, rae, gloves):
    def finds(member, code):
        return b"Nitrile" in sign_in(member).get(f"/products/?q={code}").content

    Item.objects.filter(organisation__code="SMR").update(local_code="ZZQ77")
    Item.objects.filter(organisation__code="NGT").update(local_code="XXQ88")

    assert finds(amina, "XXQ88")
    assert not finds(amina, "ZZQ77")
    assert finds(rae, "ZZQ77")
    assert not finds(carys, "ZZQ77")  # what is bought is not for clinicians


def test_a_search_given_up_is_said_to_be_too_broad(sign_in, amina, gloves, monkeypatch):
    monkeypatch.setattr(searching, "LONGEST_WAIT", 0)

    words = words_of(sign_in(amina).get("/products/?q=glove+nitril"))

    assert "This search is too broad" in words
    assert "Nothing found" not in words


def test_what_another_trust_calls_it_finds_nothing(sign_in, amina, gloves):
    words = words_of(sign_in(amina).get("/products/?q=hyperlink"))

    assert "HYPERLINK" in Item.objects.get(organisation__code="SMR").description
    assert "Nothing found" in words


def test_the_search_without_price_rights_depends_on_no_purchase(sign_in, carys, gloves):
    client = sign_in(carys)
    region.product("Nitrile gloves, large")
    Product.objects.update(is_declared=True)
    before = words_of(client.get("/products/?q=nitrile"))
    other = Product.objects.get(description="Nitrile gloves, large")
    item = region.item(carys.organisation, other)
    region.buy(item, [(date(2026, 8, day), 9000, "90000") for day in (1, 2, 3)])

    after = words_of(client.get("/products/?q=nitrile"))

    assert before == after
    assert "Trusts" not in after
    assert not PRICE.search(after)


def test_the_empty_search_says_what_can_be_typed(sign_in, amina, gloves):
    Product.objects.update(is_declared=True)
    Product.objects.create(
        description="Gown, standard", part_code="G-1", is_declared=True
    )

    words = words_of(sign_in(amina).get("/products/"))

    assert "14ch, 10 x 10 cm, 2/0" in words
    assert "For example: Nitrile gloves, medium, G-1." in words


def test_nothing_found_offers_the_nearest_words(sign_in, amina, gloves):
    words = words_of(sign_in(amina).get("/products/?q=gluvxz"))

    assert "Nothing found" in words
    assert "Nearest words in the catalogue: gloves" in words


def test_a_lead_sees_every_price_and_the_way_to_the_gap(sign_in, amina, gloves):
    words = words_of(page_of(sign_in, amina, gloves))

    assert "You pay 6.50p each. The lowest qualifying price is 5.20p" in words
    assert "Price gap worth £1,950.00 a year" in words
    assert "Southmere Hospitals (lowest) 5.20p" in words
    assert "7.2727p" in words  # 1,100 boxes of 100 for £8,000
    assert "Hollow marks are three times away" in words  # Holt's
    assert "19521000000015 GTIN BX of 100 Catalogue" in words
    assert "09521000000018 GTIN EA of 1 Catalogue, Northgate" in words
    assert "ABC12345 National code Catalogue" in words
    assert "NITR GLOVE MED PK100" in words
    assert "£2,600.00" in words


def test_the_region_has_no_own_price_and_every_line(sign_in, rae, gloves):
    words = words_of(page_of(sign_in, rae, gloves))

    assert "You pay" not in words
    assert "Northgate University Hospitals: price gap worth £1,950.00" in words
    assert "£2,600.00" not in words  # the newest ten lines are others'
    assert "£1,040.00" in words


def test_the_steward_sees_lines_and_no_comparison(sign_in, stella, gloves):
    words = words_of(page_of(sign_in, stella, gloves))

    assert "£1,040.00" in words
    assert "NITR GLOVE MED PK100" in words
    for comparison in ("Prices paid", "lowest", "median", "24 months", "gap"):
        assert comparison not in words


@pytest.mark.parametrize("role", ["carys", "council_officer"])
def test_without_price_rights_there_is_no_price_and_no_buyer(
    sign_in, carys, southmere, gloves, role
):
    if role != "carys":
        carys.role = role
        carys.save(update_fields=["role"])

    words = words_of(page_of(sign_in, carys, gloves))

    assert "Nitrile gloves, medium" in words
    assert "Kestrel KG-4417-M" in words
    assert "19521000000015 GTIN BX of 100 Catalogue" in words
    assert not PRICE.search(words)
    for said in ("Northgate", "Southmere", "NITR GLOVE", "order", "150,000", "trust "):
        assert said not in words


def test_the_lines_are_those_one_may_see(sign_in, amina, dilys, carys, gloves):
    address = f"/products/{gloves.pk}/lines/"

    own = words_of(sign_in(amina).get(address))
    assert "£2,600.00" in own
    assert "£1,040.00" not in own
    assert "£2,600.00" not in words_of(sign_in(dilys).get(address))
    assert sign_in(carys).get(address).status_code == 403


def test_the_download_is_on_the_record(sign_in, rae, gloves):
    response = sign_in(rae).get(f"/products/{gloves.pk}/lines/export/")

    rows = table_of(response)
    assert rows[0][:2] == ["Trust", "Order date"]
    assert len(rows) == 1 + 12
    assert any(cell.startswith("'=HYPERLINK") for row in rows for cell in row)
    event = AuditEvent.objects.get(action="file_exported")
    assert event.target == f"Order lines of product {gloves.pk}"


def test_a_product_that_nobody_buys_says_so(sign_in, amina, gloves):
    product = Product.objects.create(description="Gown", is_declared=True)

    assert "No trust buys this" in words_of(page_of(sign_in, amina, product))


def test_what_no_item_is_on_any_more_is_not_there(sign_in, amina, gloves):
    left_over = Product.objects.create(description="Gown", is_declared=False)

    assert page_of(sign_in, amina, left_over).status_code == 404
    assert b"Gown" not in sign_in(amina).get("/products/?q=gowns").content


def test_who_does_not_buy_it_learns_the_lowest_price(sign_in, amina, gloves):
    gowns = region.product("Gowns")
    for code, value in (("SMR", "100"), ("EWD", "120")):
        item = region.item(region.trust(code), gowns)
        region.buy(item, [(date(2026, 8, day), 100, value) for day in (1, 2, 3)])
    refresh_gaps(on=world.DAY, at=region.AT)

    words = words_of(page_of(sign_in, amina, gowns))

    assert "The lowest qualifying price is £1.00 each, paid by Southmere" in words
    assert "Your trust does not buy it" in words


@pytest.mark.parametrize("who", ["amina", "rae", "stella", "carys"])
def test_pages_ask_the_database_few_questions(
    sign_in, request, gloves, who, django_assert_max_num_queries
):
    client = sign_in(request.getfixturevalue(who))

    with django_assert_max_num_queries(18):
        client.get(f"/products/{gloves.pk}/")
    with django_assert_max_num_queries(15):
        client.get("/products/?q=nitrile+gloves+kestrel")
