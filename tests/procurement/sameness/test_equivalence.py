"""What may stand in for a product: shown beside its prices, in no sum with them."""

import pytest

from catalogue.matching.actions import merge, say_equivalent, take_back_equivalence
from catalogue.products.models import Equivalence, EquivalenceLevel, Kind
from tests.procurement.gaps.test_views import words_of
from tests.procurement.sameness import world
from tests.procurement.sameness.world import AT
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(amina, dilys):
    world.fill()
    return world.product("AM1234"), world.product("AM1234X")


def say(one, other, level=EquivalenceLevel.INDIRECT, by=None):
    return say_equivalent(product=one, other=other, level=level, by=by, at=AT)


@pytest.mark.parametrize("level", EquivalenceLevel, ids=str)
def test_no_figure_changes_whatever_is_said(pair, level):
    before = world.figures()

    said = say(*pair, level)
    world.keep()
    assert world.figures() == before
    take_back_equivalence(said, by=None, at=AT)
    world.keep()

    assert world.figures() == before


def test_an_alternative_is_recorded_shown_on_both_and_taken_back(
    sign_in, amina, stella, pair
):
    one, other = pair
    client = sign_in(amina)
    found = client.get(f"/products/{one.pk}/alternatives/add/?q=AM-1234X")
    assert f"?other={other.pk}" in found.content.decode()

    client.post(
        f"/products/{one.pk}/alternatives/add/?other={other.pk}",
        {"level": "INDIRECT", "note": "Longer cuff"},
    )

    for product, named in ((one, "AM-1234X"), (other, "AM-1234")):
        words = words_of(client.get(f"/products/{product.pk}/"))
        assert f"Indirect alternative The closest in range; there may be differences, "\
            f"so it needs clinical consultation. Glove {named}" in words  # fmt: skip
        assert "Amina Shah" in words
        assert "Longer cuff" in words
    said = Equivalence.objects.get()
    client.post(f"/alternatives/{said.pk}/take-back/", {"of": str(other.pk)})
    words = words_of(client.get(f"/products/{one.pk}/"))
    assert "Nobody has recorded yet what may stand in for it." in words
    assert "What was taken back" in words
    said.refresh_from_db()
    assert (said.ended_by, said.level) == (
        amina,
        "INDIRECT",
    )


@pytest.mark.parametrize("text", ["²", "9" * 19])
def test_what_is_no_number_of_a_product_is_passed_over(sign_in, amina, pair, text):
    one, _ = pair
    said = say(*pair, by=amina)
    client = sign_in(amina)

    found = client.get(f"/products/{one.pk}/alternatives/add/", {"other": text})
    back = client.post(f"/alternatives/{said.pk}/take-back/", {"of": text})

    assert found.status_code == 200
    assert back["Location"].startswith("/products/")
    assert not Equivalence.objects.in_force().exists()


def test_a_clinician_says_so_and_sees_no_price(sign_in, carys, pair):
    one, other = pair
    client = sign_in(carys)

    client.post(
        f"/products/{one.pk}/alternatives/add/?other={other.pk}",
        {"level": "NOT_COMPARABLE", "note": ""},
    )

    words = words_of(client.get(f"/products/{one.pk}/"))
    assert "Not comparable" in words
    assert "£" not in words


def test_a_direct_alternative_is_the_stewards_to_record(sign_in, ben, stella, pair):
    one, other = pair
    address = f"/products/{one.pk}/alternatives/add/?other={other.pk}"

    refused = sign_in(ben).post(address, {"level": "DIRECT", "note": ""})
    assert refused.status_code == 422
    assert "only the data steward records one" in words_of(refused)

    sign_in(stella).post(address, {"level": "DIRECT", "note": ""})
    assert Equivalence.objects.get().level == "DIRECT"


def test_what_somebody_said_only_they_and_the_steward_take_back(
    sign_in, amina, dilys, stella, pair
):
    said = say(*pair, by=amina)
    page = sign_in(dilys).get(f"/products/{pair[0].pk}/").content.decode()

    assert "Take back" not in page
    sign_in(dilys).post(f"/alternatives/{said.pk}/take-back/")
    assert Equivalence.objects.in_force().exists()
    sign_in(stella).post(f"/alternatives/{said.pk}/take-back/")
    assert not Equivalence.objects.in_force().exists()


@pytest.mark.parametrize("who", ["rae", "aldo"])
def test_others_see_alternatives_and_record_none(request, sign_in, pair, who):
    say(*pair)
    client = sign_in(request.getfixturevalue(who))

    page = client.get(f"/products/{pair[0].pk}/").content.decode()

    assert "Indirect alternative" in page
    assert "Record an alternative" not in page
    assert client.get(f"/products/{pair[0].pk}/alternatives/add/").status_code == 403


@pytest.mark.parametrize("way", ["itself", "twice", "merged"])
def test_what_makes_no_sense_is_refused(pair, way):
    one, other = pair
    if way == "itself":
        other = one
    elif way == "twice":
        say(one, other)
    else:
        merge(kind=Kind.PRODUCT, from_id=one.pk, into_id=other.pk, by=None, at=AT)

    with pytest.raises(Refused):
        say(one, other)


def test_an_alternative_of_what_was_merged_shows_on_what_it_stands_under(
    sign_in, stella, pair
):
    one, other = pair
    third = world.product("AM9999")
    say(one, third)
    merge(kind=Kind.PRODUCT, from_id=one.pk, into_id=other.pk, by=None, at=AT)
    client = sign_in(stella)

    words = words_of(client.get(f"/products/{other.pk}/"))
    there = client.get(f"/products/{third.pk}/").content.decode()

    assert "Glove AM-9999 AM-9999 Operator" in words
    assert f'<a href="/products/{other.pk}/"><bdi>Glove AM-1234X' in there
    preview = client.get(f"/same/product/{third.pk}/{other.pk}/")
    assert "and so took them for two products" in words_of(preview)
