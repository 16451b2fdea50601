"""The page of one gap: its arithmetic as stored, its proof and its lines."""

from decimal import Decimal

import pytest

from catalogue.purchases.models import Item
from procurement.gaps.actions import refresh_gaps
from procurement.gaps.proof import proof_of
from tests import region
from tests.procurement.gaps import world
from tests.reading import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def gap(amina, dilys):
    return world.fill()


def test_gap_detail_shows_the_arithmetic_as_stored(sign_in, amina, gap):
    words = words_of(sign_in(amina).get(f"/gaps/{gap.pk}/"))

    assert "You pay 6.50p each. The lowest qualifying price is 5.20p" in words
    sum_line = words[words.index("you pay") :]
    figures = ["6.50p", "5.20p", "1.30p", "150,000", "£1,950.00"]
    places = [sum_line.index(figure) for figure in figures]
    assert places == sorted(places)
    assert "a year (20% of what you pay)" in words
    assert gap.units_12m == 150_000
    assert gap.gap_value == Decimal("1950.00")


def test_gap_detail_says_why_each_price_counts_or_not(sign_in, amina, gap):
    words = words_of(sign_in(amina).get(f"/gaps/{gap.pk}/"))

    assert "Southmere Hospitals, the lowest: 5 order lines in 12 months" in words
    assert "Eastwood 3.00p: Only 1 order line in 12 months, and under a tenth" in words
    assert "Holt 70.00p: Probably a pack difference: about 13 times" in words
    assert "Pendle, “GLOVE BX”: the pack is not known." in words
    assert "GTIN 09521000000018 at 2 trusts" in words
    assert "NITR GLOVE MED PK100" in words


def test_gap_detail_speaks_of_the_trust_to_the_region(sign_in, rae, gap):
    words = words_of(sign_in(rae).get(f"/gaps/{gap.pk}/"))

    assert "Northgate University Hospitals pays 6.50p each" in words
    assert "You pay" not in words
    assert "your" not in words.lower().replace("filter your", "")


@pytest.mark.parametrize(
    ("theirs", "says"),
    [
        ("Kestrel", "Southmere Hospitals buys it from Kestrel too"),
        ("Osprey", "Southmere Hospitals buys it from Osprey; you buy it from Kestrel."),
    ],
)
def test_gap_detail_says_whom_to_ask_first(sign_in, amina, gap, theirs, says):
    lowest = gap.lowest_organisation
    Item.objects.filter(organisation=lowest).update(supplier_name=theirs)

    words = words_of(sign_in(amina).get(f"/gaps/{gap.pk}/"))

    assert says in words
    assert "Do not name the other trust." in words


def test_gap_detail_gives_no_advice_where_no_supplier_is_known(sign_in, amina, gap):
    Item.objects.update(supplier_name="")

    words = words_of(sign_in(amina).get(f"/gaps/{gap.pk}/"))

    assert "What to do next" not in words


@pytest.mark.parametrize(
    ("came_from", "back_to"),
    [
        (
            "http://testserver/gaps/?search=nitrile&sort=age",
            "/gaps/?search=nitrile&amp;sort=age",
        ),
        ("http://testserver/imports/?search=nitrile", "/gaps/"),
        ("http://elsewhere.example/gaps/?search=nitrile", "/gaps/"),
        ("", "/gaps/"),
    ],
)
def test_the_way_back_from_a_gap_keeps_the_filters(
    sign_in, amina, gap, came_from, back_to
):
    page = sign_in(amina).get(f"/gaps/{gap.pk}/", headers={"referer": came_from})

    link = f'<a class="nhsuk-back-link" href="{back_to}">All price gaps</a>'
    assert link in page.content.decode()


def test_proof_of_a_product_agrees_with_what_is_stored(amina, gap):
    comparison = proof_of(
        gap.product, owner=gap.organisation, member=amina, on=world.DAY
    ).comparison

    assert comparison.lowest.paid.price == gap.lowest_price
    assert comparison.lowest.paid.code == gap.lowest_organisation.code
    assert comparison.median == gap.median_price
    assert comparison.second_lowest == gap.second_lowest_price
    assert comparison.trusts == gap.trusts
    assert comparison.of("NGT").paid.price == gap.price_each
    assert comparison.of("HLT").verdict.name == "SUSPECT"


def test_gap_lines_add_up_to_the_volume(sign_in, amina, gap):
    page = sign_in(amina).get(f"/gaps/{gap.pk}/lines/")

    shown = page.context["lines"]
    assert sum(line.eaches for line in shown) == gap.units_12m
    assert [line.speaks for line in shown] == [True, False]
    assert shown[0].price_each == gap.price_each
    assert "Your lines (2)" in words_of(page)


def test_gap_detail_of_a_gap_that_is_gone_says_why(sign_in, amina, gap):
    product = gap.product
    dear = region.item(region.trust("SMR"), product, eaches=1)
    region.buy(dear, [(world.DAY, "900000", "63000.00")])
    refresh_gaps(on=world.DAY, at=region.AT)

    words = words_of(sign_in(amina).get(f"/gaps/{gap.pk}/"))

    assert "This gap is gone." in words
    assert "It now pays no more than the lowest qualifying price." in words
    assert "Gone" in words[words.index("History") :]
    assert "Nothing to act on" in words_of(sign_in(amina).get("/gaps/"))


def test_gap_detail_needs_few_queries(
    sign_in, amina, gap, django_assert_max_num_queries
):
    client = sign_in(amina)

    with django_assert_max_num_queries(17):
        client.get(f"/gaps/{gap.pk}/")
    with django_assert_max_num_queries(9):
        client.get(f"/gaps/{gap.pk}/lines/")
