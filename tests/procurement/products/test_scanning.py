"""A barcode in the search: the pack it stands on, and what is said where it is none."""

from datetime import date
from urllib.parse import quote

import pytest

from catalogue.products.models import Pack, Product
from catalogue.purchases.models import Item
from tests.procurement.gaps import world
from tests.procurement.gaps.test_views import words_of
from trusts.models import AuditEvent

pytestmark = pytest.mark.django_db

EACH, BOX, CASE = "09520000000028", "19520000000025", "29520000000022"
UNKNOWN = "09521234543213"


@pytest.fixture
def gloves(amina, dilys):
    product = world.fill().product
    Product.objects.filter(pk=product.pk).update(is_declared=True)
    holds, quantity = None, None
    for unit, gtin, eaches, quantity in (
        ("EA", EACH, 1, None),
        ("BX", BOX, 100, 100),
        ("CS", CASE, 1000, 10),
    ):
        holds = Pack.objects.create(
            product=product,
            unit=unit,
            gtin=gtin,
            eaches=eaches,
            contains=holds,
            contains_quantity=quantity,
        )
    return product


def search(client, text):
    return words_of(client.get(f"/products/?q={quote(text)}"))


@pytest.mark.parametrize(
    ("text", "pack"),
    [
        (EACH, "single item (Each)"),
        (EACH[1:], "single item (Each)"),
        (BOX, "Box of 100 (100 × Each)"),  # noqa: RUF001
        (f"01{CASE}17261231", "Case of 1,000 (10 × Box)"),  # noqa: RUF001
        (f"https://id.gs1.org/01/{CASE}", "Case of 1,000"),
        (f"\x1d01{BOX}10ABC", "Box of 100"),
    ],
)
def test_a_barcode_says_which_pack_of_what_it_stands_on(
    sign_in, carys, gloves, text, pack
):
    words = search(sign_in(carys), text)

    assert f"It stands on the {pack}" in words
    assert "1 product, best match first" in words
    assert "Nitrile gloves, medium Kestrel KG-4417-M" in words


def test_lot_expiry_and_serial_are_shown_and_nowhere_kept(sign_in, amina, gloves):
    client = sign_in(amina)
    events = AuditEvent.objects.count()

    words = search(client, f"]d201{BOX}17270228\x1d10LOT77\x1d21SER99")

    assert "Expiry date 28 February 2027 Lot LOT77 Serial number SER99" in words
    assert "nothing of it is kept" in words
    assert AuditEvent.objects.count() == events
    assert "LOT77" not in str(dict(client.session))


def test_a_number_that_nobody_knows_says_so(sign_in, amina, gloves):
    words = search(sign_in(amina), f"01{UNKNOWN}10LOT77")

    assert "a valid number that nobody here knows" in words
    assert "Lot LOT77" in words
    assert "best match" not in words


def test_an_indicator_digit_is_never_taken_off(sign_in, amina, gloves):
    inner = "19520000000025"
    Pack.objects.filter(gtin=inner).update(gtin="59520000000023")
    assert "nobody here knows" in search(sign_in(amina), inner)
    assert "nobody here knows" in search(sign_in(amina), f"01{inner}")


def test_an_ambiguous_code_shows_its_readings_and_what_to_do(sign_in, amina, gloves):
    words = search(sign_in(amina), f"01{BOX}10ABC12317261231")

    assert "It stands on the Box of 100" in words
    assert "it can be read in 2 ways" in words
    assert "Lot ABC12317261231" in words
    assert "Lot ABC123; Expiry date 31 December 2026" in words
    assert "send FNC1 as GS" in words

    words = search(sign_in(amina), f"10ABC01{BOX}")
    assert "This code is ambiguous" in words
    assert "best match" not in words


def test_a_wrong_check_digit_says_which_would_be_right(sign_in, amina, gloves):
    words = search(sign_in(amina), f"{BOX[:-1]}6")

    assert "It ends in 6; if the other digits are right, it ends in 5" in words
    assert f"Search for {BOX}" in words
    assert "best match" not in words


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2012345678903", "for its own use"),
        ("5.01235E+12", "a spreadsheet has shortened"),
        ("٤٠٠٦٣٨١٣٣٣٩٣١", "another script"),
        ("https://example.com/", "no GS1 digital link"),
        ("1726123110ABC", "names no product"),
        (f"01{BOX}10<b>x</b>", "Lot <b>x</b>"),
        ("4006381\x00333931", "Type letters and digits only"),
        ("1" * 2000, "at most 1000 characters"),
        ("glove " * 50, "A search has at most 200 characters"),
        ("https://a/01/" + "9" * 900, "no GS1 digital link"),
    ],
)
def test_hostile_and_hopeless_codes_are_answered(sign_in, amina, gloves, text, says):
    response = sign_in(amina).get("/products/", {"q": text})

    assert response.status_code == 200
    assert says in words_of(response)
    assert b"<b>x" not in response.content


def test_a_part_code_of_eight_digits_is_found_without_talk(sign_in, amina, gloves):
    Product.objects.filter(pk=gloves.pk).update(
        part_code="12345678", part_key="12345678"
    )

    words = search(sign_in(amina), "12345678")

    assert "1 product, best match first" in words
    assert "check digit" not in words


def test_a_number_on_extracts_alone_is_found_by_who_may_see_them(
    sign_in, amina, carys, stella, gloves
):
    Item.objects.filter(match__product=gloves, organisation__code="NGT").update(
        gtin=UNKNOWN, gtin_key=UNKNOWN
    )

    for member in (amina, stella):
        words = search(sign_in(member), UNKNOWN)
        assert "No catalogue declares it" in words
        assert "1 trust’s extract carries it" in words
        assert "Nitrile gloves, medium" in words
    assert "nobody here knows" in search(sign_in(carys), UNKNOWN)


def test_only_the_search_may_ask_for_the_camera(sign_in, amina, gloves):
    client = sign_in(amina)

    allowed = client.get("/products/").headers["Permissions-Policy"]
    elsewhere = client.get("/coverage/").headers["Permissions-Policy"]

    assert "camera=(self)" in allowed
    assert "camera=()" in elsewhere
    assert (
        "camera=()"
        in client.get(f"/products/{gloves.pk}/").headers["Permissions-Policy"]
    )


def test_a_scan_takes_few_queries(
    sign_in, amina, gloves, django_assert_max_num_queries
):
    client = sign_in(amina)
    client.get("/products/")

    with django_assert_max_num_queries(20):
        client.get(f"/products/?q=01{BOX}10A")


def test_a_withdrawn_pack_still_names_its_product_and_says_so(sign_in, carys, gloves):
    Pack.objects.filter(gtin=CASE).update(withdrawn_on=date(2026, 5, 1))
    client = sign_in(carys)

    assert "This pack is withdrawn from 1 May 2026" in search(client, CASE)
    page = words_of(client.get(f"/products/{gloves.pk}/"))
    assert "CS Withdrawn from 1 May 2026" in page
    assert page.index("BX") < page.index("Withdrawn")
    assert "Every pack" not in page

    Pack.objects.update(withdrawn_on=date(2026, 5, 1))
    page = words_of(client.get(f"/products/{gloves.pk}/"))
    assert "Every pack that a catalogue declares is withdrawn" in page
