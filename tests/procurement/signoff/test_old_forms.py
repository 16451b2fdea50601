"""What was frozen before a product said what a use takes stays what it was."""

import json
from decimal import Decimal

import pytest
from django.urls import reverse

from procurement.signoff import actions
from procurement.signoff.actions.holding import freeze
from procurement.signoff.showing import reading, shown_of
from procurement.specifications import actions as specifications
from procurement.specifications.canonical import canonical, digest
from procurement.specifications.content import content_of
from procurement.specifications.models import FrozenText
from tests.procurement.specifications.world import (
    AT,
    make_world,
    put_to_sign_off,
    sign,
)
from tests.trusts.chained import verify_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Put to sign-off with the text as the first form of a content had it."""
    world = make_world()
    put_to_sign_off(world)
    content = json.loads(world.round.text.content) | {"form": 1}
    for product in content["products"]:
        del product["eaches_per_use"]
    freeze(world.version, content, by=world.chair, at=AT)
    return world


def test_a_text_of_the_first_form_keeps_its_bytes_its_hash_and_its_signatures(world):
    text = FrozenText.objects.order_by("pk").last()

    decision = sign(world, "Dai")

    shown = shown_of(world.version)
    assert "eaches_per_use" not in text.content
    assert (decision.text, shown.sha256) == (text, text.sha256)
    assert digest(text.content) == text.sha256
    assert digest(canonical(json.loads(text.content))) == text.sha256
    _, said = verify_record("--json")
    assert json.loads(said)["findings"] == []


def test_a_slip_put_right_keeps_the_form_of_the_text(world):
    actions.correct_text(
        world.round, field="what_changes", before="box is blue",
        after="box is light blue", reason="A slip.", by=world.chair, at=AT,
    )  # fmt: skip

    text = FrozenText.objects.order_by("pk").last()
    assert json.loads(text.content)["form"] == 1
    assert "eaches_per_use" not in text.content


def test_pages_show_a_text_of_the_first_form(world, client):
    client.force_login(world.member("Dai").user)

    page = client.get(
        reverse("version_detail", args=[world.specification.pk, 1])
    ).content.decode()

    assert "One use takes one each of a product" in page
    assert "eaches.</p>" not in page


def test_the_next_version_differs_only_where_a_use_takes_more(world):
    world.version = specifications.start_next_version(
        world.version, note="Two are opened.", by=world.chair, at=AT
    )
    now = shown_of(world.version)
    assert [row.how for row in reading(world.version, now).products] == [""]

    world.version.considered.update(eaches_per_use=Decimal("2.5"))

    now = shown_of(world.version)
    assert content_of(world.version)["products"][0]["eaches_per_use"] == "2.5"
    assert [row.how for row in reading(world.version, now).products] == ["changed"]
