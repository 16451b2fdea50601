"""Consultation: who has read it and has nothing to add has answered, and approved
nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from procurement.signoff import actions as signoff
from procurement.signoff.duties import duties_of
from procurement.signoff.missing import HAS_READ, SILENT, STOOD_IN, asked_about
from procurement.signoff.record_content import record_of
from procurement.signoff.waiting import waiting_for
from procurement.specifications import actions
from procurement.specifications.models import (
    NothingToAdd,
    Profession,
    SeatKind,
)
from tests.cast import signed_in_client
from tests.factories import make_membership
from tests.procurement.signoff import clinic
from tests.procurement.specifications.world import make_world
from trusts.models import Membership
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db
BUTTON = "I have read it, nothing to add"


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def world(at):
    world = make_world(at=at)
    actions.open_consultation(world.version, by=world.chair, at=at)
    world.version.refresh_from_db()
    return world


def asked(world, at):
    return asked_about(
        world.specification, member=world.chair, on=timezone.localdate(at)
    )


def said(world, at):
    return {
        held.seat.user.full_name.split()[0]: held.said
        for trust in asked(world, at).trusts
        for held in trust.held
    }


def press(client, world):
    version = world.version
    return client.post(
        reverse("version_read", args=[version.specification_id, version.number]),
        follow=True,
    )


def test_one_press_answers_and_a_comment_takes_it_back(world, at):
    carys = world.member("Carys")
    client = signed_in_client(carys)
    assert BUTTON in client.get(clinic.reading(world)).text

    for _ in range(2):  # twice is once
        page = press(client, world).text

    assert "That is no approval" in page
    assert BUTTON not in page
    assert NothingToAdd.objects.count() == 1
    assert waiting_for(carys) == []
    assert said(world, at) == {"Carys": HAS_READ, "Dai": SILENT, "Efa": SILENT}
    assert asked(world, at).consulted.startswith(
        "1 of 3 who are asked has answered, 1 by saying"
    )

    actions.comment(world.version, text="But the box?", by=carys, at=at)

    assert said(world, at)["Carys"] == "Has commented"
    page = client.get(clinic.reading(world)).text
    assert "You have read it and have nothing to add" not in page
    assert BUTTON not in page
    with pytest.raises(Refused, match="You have commented on it"):
        actions.say_nothing_to_add(world.version, by=carys, at=at)


def test_only_who_is_asked_answers_and_only_in_consultation(world, at):
    for member in (world.chair, world.drafter):
        with pytest.raises(Refused, match="not asked"):
            actions.say_nothing_to_add(world.version, by=member, at=at)
    actions.open_scoring(world.version, by=world.chair, at=at)
    world.version.refresh_from_db()

    with pytest.raises(Refused, match="not in consultation"):
        actions.say_nothing_to_add(world.version, by=world.member("Dai"), at=at)
    assert asked(world, at).consulted == ""


def test_of_a_seat_and_its_deputy_one_is_enough(world, at):
    seat = world.seats["Carys"]
    deputy = make_membership("Gwyn Rees", Role.CLINICAL_REVIEWER, seat.organisation)
    actions.give_seat(
        world.specification, deputy, kind=SeatKind.REVIEWER,
        profession=Profession.NURSE, deputy_of=seat, by=world.chair, at=at,
    )  # fmt: skip

    actions.say_nothing_to_add(world.version, by=deputy, at=at)

    assert said(world, at) == {
        "Carys": STOOD_IN, "Gwyn": HAS_READ, "Dai": SILENT, "Efa": SILENT,
    }  # fmt: skip


def test_the_chair_is_told_once_everybody_has_answered(world, at):
    for name in world.seats:
        assert duties_of(world.chair, at=at).count == 0
        actions.say_nothing_to_add(world.version, by=world.member(name), at=at)

    [[duty]] = [each.duties for each in duties_of(world.chair, at=at).groups]
    assert "everybody has answered" in duty.sentence


def test_it_counts_for_nothing_in_sign_off_and_stands_in_the_record(at):
    world = make_world(at=at)
    actions.open_consultation(world.version, by=world.chair, at=at)
    actions.say_nothing_to_add(world.version, by=world.member("Dai"), at=at)
    actions.open_scoring(world.version, by=world.chair, at=at)
    world.version.refresh_from_db()
    signoff.open_round(
        world.version, deadline_at=at + timedelta(days=14), by=world.chair, at=at
    )

    assert [each.name for each in waiting_for(world.member("Dai"))] == [
        "Foley catheters"
    ]
    [version] = record_of(world.round, is_full=True)["versions"]
    [row] = version["nothing_to_add"]
    assert row["said_by"]["name"] == "Dai Jones"
    assert row["link"]
    assert [each["who"]["name"] for each in version["written_by"]] == ["Amina Shah"]


def test_who_left_without_a_word_has_not_answered(world, at):
    dai = world.member("Dai")
    Membership.objects.filter(pk=dai.pk).update(ends_on="2020-01-01")

    words = asked(world, at).consulted

    assert words.startswith("0 of 3 who are asked have answered")
    assert f"Dai Jones (works at {dai.organisation} no more)" in words
