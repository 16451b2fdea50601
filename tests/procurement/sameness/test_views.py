"""The pages of what is the same: who may say so, and that everything can be undone."""

import pytest

from catalogue.products.models import Kind, Merge, Product, SaidDifferent
from tests.files import rows_of
from tests.procurement.gaps.test_views import words_of
from tests.procurement.sameness import world
from trusts.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(amina, dilys):
    world.fill()
    return world.product("AM1234"), world.product("AM1234X")


def address(one, other, what="product"):
    return f"/same/{what}/{one.pk}/{other.pk}/"


def undo_of(response):
    """The address that the page's Undo button posts to."""
    page = response.content.decode()
    return page.split('class="app-message ')[1].split('action="')[1].split('"')[0]


def merged(client, one, other, what="product"):
    return client.post(
        address(one, other, what), {"reason": "The same glove"}, follow=True
    )


def test_choosing_offers_what_is_nearly_the_same_and_what_is_searched(
    sign_in, stella, pair
):
    one, other = pair
    client = sign_in(stella)

    offered = client.get(f"/same/product/{one.pk}/")
    found = client.get(f"/same/product/{one.pk}/?q=AM-9999")

    assert address(one, other) in offered.content.decode()
    assert address(one, world.product("AM9999")) in found.content.decode()


def test_the_preview_shows_the_money_and_compares_no_trusts_by_name(
    sign_in, stella, pair
):
    words = words_of(sign_in(stella).get(address(*pair)))

    assert "3 items of 3 trusts go to another product; £50,100 was spent" in words
    assert "Trust A" in words
    assert "They are not the same" in words


def test_a_merge_is_done_with_a_reason_shown_and_undone_at_once(sign_in, stella, pair):
    one, other = pair
    client = sign_in(stella)
    before = world.figures()
    assert "Say why" in words_of(client.post(address(one, other), {"reason": ""}))

    done = merged(client, one, other)
    world.follow()
    root = words_of(client.get(f"/products/{other.pk}/"))

    assert done.redirect_chain[-1][0] == f"/products/{other.pk}/"
    assert "stands under" in words_of(done)
    assert "Merged into this product" in root
    assert "AM-1234 stands under" in root
    assert "Stella Nowak" in root
    assert "The same glove" in root
    assert client.get(f"/products/{one.pk}/")["Location"] == (
        f"/products/{other.pk}/#under"
    )
    assert world.figures() != before

    undone = client.post(undo_of(done), follow=True)
    world.follow()

    assert "parted again" in words_of(undone)
    assert world.figures() == before
    client.post(undo_of(undone))
    assert Merge.objects.in_force().count() == 1


def test_the_root_has_the_codes_and_is_found_by_those_of_what_stands_under_it(
    sign_in, stella, pair
):
    one, other = pair
    client = sign_in(stella)
    merged(client, one, other)
    world.follow()

    found = client.get("/products/?q=AM-1234").content.decode()

    assert f'"/products/{other.pk}/"' in found
    assert f'"/products/{one.pk}/"' not in found
    codes = words_of(client.get(f"/products/{other.pk}/"))
    assert "AM-1234 Part code" in codes
    assert "AM-1234X Part code" in codes


def test_a_refusal_stands_beside_the_disabled_button(sign_in, stella, pair):
    one, other = pair
    client = sign_in(stella)
    said = client.post(f"{address(one, other)}not/", {"note": "Sizes"}, follow=True)
    assert "Remembered: " in words_of(said)

    page = client.get(address(one, other))
    refused = client.post(address(one, other), {"reason": "Still"})

    assert "A person has said that these are not the same." in words_of(page)
    assert 'disabled aria-describedby="why-not"' in page.content.decode()
    assert refused.status_code == 422
    assert not Merge.objects.exists()

    listed = words_of(client.get("/same/not/"))
    assert "Sizes" in listed
    client.post(undo_of(said))
    assert not SaidDifferent.objects.in_force().exists()
    merged(client, one, other)
    assert Merge.objects.in_force().exists()


def test_declared_goes_under_undeclared_only_the_other_way_round(sign_in, stella, pair):
    one, other = pair
    Product.objects.filter(pk=one.pk).update(is_declared=True)

    words = words_of(sign_in(stella).get(address(one, other)))

    assert "Merge them the other way round, so that the declared one stays." in words
    assert "The other way round" in words


def test_suppliers_are_merged_and_lead_to_the_one_that_stays(sign_in, stella, pair):
    short, long = world.supplier("ASHDENE"), world.supplier("ASHDENE MEDICAL")
    client = sign_in(stella)

    merged(client, short, long, "supplier")
    world.follow()

    to = client.get(f"/suppliers/{short.pk}/")["Location"]
    assert to == f"/suppliers/{long.pk}/#under"
    words = words_of(client.get(f"/suppliers/{long.pk}/"))
    assert "Merged into this supplier" in words
    assert "Ashdene Medical" in words
    assert "Ashdene" not in words_of(client.get("/suppliers/?search=zz"))


def test_makers_are_merged_and_their_products_carry_the_name_that_stays(
    sign_in, stella, pair
):
    small = world.product("AM9999", "GRISEDALE")
    client = sign_in(stella)

    one, big = small.manufacturer, pair[0].manufacturer
    merged(client, one, big, "manufacturer")
    world.follow()

    assert client.get(f"/manufacturers/{one.pk}/")["Location"] == (
        f"/manufacturers/{big.pk}/"
    )
    words = words_of(client.get(f"/manufacturers/{big.pk}/"))
    assert "Grisedale" in words
    assert "Merged into this manufacturer" in words
    assert "With Grisedale" in words_of(client.get("/manufacturers/"))


def test_the_list_of_merges_can_be_narrowed_and_downloaded(sign_in, stella, pair):
    client = sign_in(stella)
    merged(client, *pair)
    kept = Merge.objects.get()

    assert "The same glove" in words_of(client.get("/same/?search=AM-1234"))
    assert "Nothing matches" in words_of(client.get("/same/?state=parted"))
    assert "Nothing matches" in words_of(client.get("/same/?search=mask"))
    [row] = rows_of(client.get("/same/export/?kind=PRODUCT"))
    assert row["reason"] == "The same glove"
    assert row["number"] == str(kept.pk)
    assert AuditEvent.objects.filter(action="file_exported").exists()

    client.post(f"/same/{kept.pk}/part/", {"reason": "Not after all"})
    assert "Not after all" in words_of(client.get("/same/?state=parted"))
    assert "These were parted" in words_of(client.get(f"/same/{kept.pk}/part/"))


def test_names_that_are_alike_are_answered_with_one_click(sign_in, stella, pair):
    client = sign_in(stella)
    page = client.get("/same/names/?kind=supplier")
    assert "Ashdene Medical" in words_of(page)
    short, long = world.supplier("ASHDENE"), world.supplier("ASHDENE MEDICAL")

    client.post(f"/same/supplier/{long.pk}/{short.pk}/not/", {"next": "/same/names/"})
    assert "No names are left" in words_of(client.get("/same/names/?kind=supplier"))
    client.post(f"/same/not/{SaidDifferent.objects.get().pk}/take-back/")
    answer = client.post(
        address(short, long, "supplier"), {"reason": "x", "next": "/same/names/"}
    )
    assert answer["Location"] == "/same/names/"
    assert Merge.objects.get().kind == Kind.SUPPLIER
    away = client.post(
        f"/same/{Merge.objects.get().pk}/part/", {"next": "//evil.example/"}
    )
    assert away["Location"] == f"/suppliers/{long.pk}/"


@pytest.mark.parametrize("who", ["amina", "carys", "rae", "aldo"])
def test_others_see_what_is_merged_and_change_nothing(
    request, sign_in, stella, pair, who
):
    merged(sign_in(stella), *pair)
    world.follow()
    client = sign_in(request.getfixturevalue(who))

    assert "The same glove" in words_of(client.get("/same/"))
    root = client.get(f"/products/{pair[1].pk}/").content.decode()
    assert "Merged into this product" in root
    assert "Part again" not in root
    assert "The same as another" not in root
    kept = Merge.objects.get().pk
    assert client.get(address(*pair)).status_code == 403
    assert client.post(f"/same/{kept}/part/").status_code == 403
    assert Merge.objects.in_force().exists()


def test_clinicians_see_no_merges_of_suppliers(sign_in, stella, carys, pair):
    short, long = world.supplier("ASHDENE"), world.supplier("ASHDENE MEDICAL")
    merged(sign_in(stella), short, long, "supplier")

    assert "Nothing is merged yet" in words_of(sign_in(carys).get("/same/"))
