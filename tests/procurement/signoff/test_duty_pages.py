"""The list of duties: what is shown of how many, the way to the rest, few questions."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from procurement.signoff import duties
from procurement.signoff.duties import duties_of
from procurement.specifications import actions
from tests.procurement.specifications.world import (
    add_seat,
    fill,
    make_world,
    put_to_sign_off,
    sign,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return timezone.now()


def test_home_and_the_list_ask_the_same_few_questions_whatever_waits(
    sign_in, at, django_assert_max_num_queries
):
    world = make_world(at=at)
    for number in range(6):
        add_seat(world, f"Gwyn{number}", world.trusts[number % 3], at=at)
    put_to_sign_off(world, at=at)
    for number in range(6):
        sign(world, f"Gwyn{number}", "OBJECT_BLOCKING", at=at)
        actions.comment(world.version, text="Why?", by=world.member("Carys"), at=at)
    client = sign_in(world.chair)

    with django_assert_max_num_queries(8):
        found = duties_of(world.chair, at=at)
    assert found.count == 7

    page = client.get(reverse("duty_list")).text
    assert "Answer 6 comments" in page
    assert "shown" not in page
    home = client.get(reverse("home")).text
    assert "7 things to do on specifications" in home


@pytest.fixture
def five(at, monkeypatch):
    """Five drafts that can go on, of which a page shows two."""
    monkeypatch.setattr(duties, "MOST", 2)
    world = make_world(at=at)
    for number in range(4):
        version = actions.start_specification(
            f"Gloves {number}", tier="LOW", chair=world.chair, by=None, at=at,
            organisations=world.trusts,
        )  # fmt: skip
        fill(version, by=world.drafter, at=at)
    return world


def test_more_than_a_page_of_a_kind_is_said_with_a_way_to_the_rest(
    five, sign_in, at, django_assert_max_num_queries
):
    client, address = sign_in(five.chair), reverse("duty_list")
    home = client.get(reverse("home")).text
    assert "5 things to do on specifications" in home
    with django_assert_max_num_queries(9):
        assert duties_of(five.chair, at=at).count == 5

    page = client.get(address).text
    seen = _names(page)
    assert "2 of 5 shown" in page
    for words in ("See the rest", "Those after"):
        page = client.get(address + _link(page, words)).text
        assert "Can go on (5)" in page
        seen += _names(page)

    assert len(seen) == len(set(seen)) == 5
    assert "Those after" not in page
    assert _names(client.get(address + _link(page, "Those before")).text) == seen[2:4]


def test_a_kind_that_there_is_not_shows_them_all(five, sign_in):
    page = sign_in(five.chair).get(reverse("duty_list"), {"kind": "nonsense"}).text

    assert "To do on specifications (5)" in page


def _names(page):
    return re.findall(r"<strong><bdi>(.*?)</bdi>", page)


def _link(page, words):
    """Where the link with these words goes, as it stands in the page."""
    found = re.search(rf'href="(\?[^"]*)"[^>]*>(<span[^>]*>.</span> )?{words}', page)
    query = found[1]
    return query.replace("&amp;", "&")
