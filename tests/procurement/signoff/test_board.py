"""The chair's board of a round, and what the chair does there."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from procurement.signoff import actions
from procurement.signoff.models import Correction, InterestRuling
from procurement.specifications import actions as specifications
from procurement.specifications.models import Version, VersionState
from tests.cast import signed_in_client
from tests.factories import make_membership, make_organisation
from tests.procurement.specifications.world import make_world, put_to_sign_off, sign
from trusts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def world(now):
    world = make_world(at=now)
    put_to_sign_off(world, at=now)
    return world


@pytest.fixture
def chair(world):
    return signed_in_client(world.chair)


def at(name, world):
    return reverse(name, args=[world.round.pk])


def state_of(world):
    return Version.objects.get(pk=world.version.pk).state


def test_the_board_says_in_words_who_is_missing_and_what_it_would_come_to(
    world, chair, now
):
    sign(world, "Dai", at=now)
    sign(world, "Carys", "OBJECT_BLOCKING", at=now)

    page = chair.get(at("round_detail", world)).content.decode()

    assert "Carys Jones of Southmere Hospitals objects, and it is not resolved." in page
    assert "Eastwood Community still needs a clinical reviewer." in page
    assert "What would resolve it: <bdi>A new valve.</bdi>" in page
    assert "Dai Jones" in page
    assert "2 people have not decided yet" in page  # Efa, and the chair


def test_who_takes_part_reads_the_board_and_does_nothing_there(world, now):
    sign(world, "Carys", "APPROVE_WITH_CONDITIONS", at=now)
    reader = signed_in_client(world.member("Dai"))

    page = reader.get(at("round_detail", world))
    refused = reader.post(at("round_close", world))

    assert "Carys Jones" in page.content.decode()  # has decided, and not what
    assert "pprove with conditions" not in page.content.decode()
    assert refused.status_code == 403
    assert state_of(world) == VersionState.SIGN_OFF


def test_another_chair_is_told_who_chairs_it(world):
    other = make_membership(
        "Rhys Owen", Role.CLINICAL_CHAIR, make_organisation("STH", "Southmere")
    )

    page = signed_in_client(other).post(at("round_close", world))

    assert "Glenys Price chairs this specification." in page.content.decode()
    assert state_of(world) == VersionState.SIGN_OFF


def test_a_trust_that_takes_no_part_finds_no_board(world):
    stranger = make_membership(
        "Sioned Rees", Role.CLINICAL_REVIEWER, make_organisation("HLT", "Holt Moor")
    )

    assert signed_in_client(stranger).get(at("round_detail", world)).status_code == 404


def test_sign_off_is_opened_from_scoring_until_a_day(now):
    world = make_world(at=now)
    specifications.open_consultation(world.version, by=world.chair, at=now)
    specifications.open_scoring(world.version, by=world.chair, at=now)
    chair = signed_in_client(world.chair)
    address = reverse("round_open", args=[world.specification.pk, 1])
    day = timezone.localdate(now) + timedelta(days=10)
    early = timezone.localdate(now) + timedelta(days=1)

    too_soon = chair.post(address, {"day": early.isoformat()})
    opened = chair.post(address, {"day": day.isoformat()})

    assert "Give people at least 5 days." in too_soon.content.decode()
    assert opened.url == at("round_detail", world)
    assert timezone.localdate(world.round.deadline_at) == day


def test_a_correction_is_told_to_who_has_signed(world, chair, now):
    sign(world, "Dai", at=now)
    asked = {
        "field": "what_changes",
        "before": "box is blue",
        "after": "box is dark blue",
        "reason": "A word was missing.",
    }
    chair.post(at("text_correct", world), asked)

    [told] = [each for each in mail.outbox if each.subject.startswith("Corrected")]
    assert told.to == [world.member("Dai").user.email]
    assert "box is dark blue" in told.body
    assert Correction.objects.get().before == "box is blue"


def test_words_that_do_not_stand_there_are_not_corrected(world, chair):
    asked = {"field": "what_changes", "before": "green", "after": "", "reason": "Slip."}

    page = chair.post(at("text_correct", world), asked)

    assert page.status_code == 422
    assert "Quote words that stand there exactly once." in page.content.decode()


def test_an_interest_is_ruled_on_from_the_board(world, chair, now):
    seat = world.seats["Efa"]
    declared = actions.declare(
        world.round,
        seat,
        category="FINANCIAL",
        details="Paid talks.",
        by=seat.membership,
        at=now,
    )
    board = chair.get(at("round_detail", world)).content.decode()
    address = reverse("interest_rule", args=[declared.pk])
    chair.post(address, {"action": "ABSTAIN", "reason": "Too close."})

    assert address in board
    assert InterestRuling.objects.get().action == "ABSTAIN"


def test_it_is_closed_once_everybody_has_decided_and_adopted(world, chair, now):
    world.seats["Glenys"] = world.specification.seats.get(user=world.chair.user)
    for name in ("Dai", "Carys", "Efa", "Glenys"):
        sign(world, name, at=now)

    chair.post(at("round_close", world))
    again = chair.post(at("round_close", world))

    assert state_of(world) == VersionState.ADOPTED
    assert "This round of sign-off is closed." in again.content.decode()
    assert world.round.counts.count() == 1
    assert "It is adopted." in chair.get(at("round_detail", world)).content.decode()


def test_what_cannot_be_agreed_is_rejected_with_a_reason(world, chair):
    empty = chair.post(at("version_reject", world), {"reason": ""})
    chair.post(at("version_reject", world), {"reason": "No trust has answered."})

    assert empty.status_code == 422
    assert state_of(world) == VersionState.REJECTED


def test_the_board_asks_the_database_no_more_for_more_people(
    world, chair, now, django_assert_max_num_queries
):
    for name in ("Dai", "Carys", "Efa"):
        sign(world, name, at=now)

    with django_assert_max_num_queries(32):
        chair.get(at("round_detail", world))
