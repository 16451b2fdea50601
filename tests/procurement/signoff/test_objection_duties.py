"""An objection waits for who has the ball, and for its chair too once it is late."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from procurement.signoff import actions as signoff
from procurement.signoff.duties import duties_of
from tests.factories import make_membership, make_organisation
from tests.procurement.signoff import clinic
from tests.procurement.specifications.world import sign
from trusts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def world():
    return clinic.open_world()


@pytest.fixture
def decision(world, at):
    return sign(world, "Dai", "OBJECT_BLOCKING", at=at)


def objections(member, at):
    groups = {each.name: each.duties for each in duties_of(member, at=at).groups}
    return groups.get("objections", [])


def test_it_waits_for_who_looks_after_it(world, decision, at):
    efa = world.member("Efa")
    [duty] = objections(world.chair, at)
    assert "Glenys Price owes an answer by" in duty.sentence
    assert objections(efa, at) == []

    signoff.own_objection(
        decision, efa, due_on=timezone.localdate(at), by=world.chair, at=at
    )

    [duty] = objections(efa, at)
    assert not duty.is_late
    assert objections(world.chair, at) == []
    later = at + timedelta(days=3)
    [duty] = objections(efa, later)
    assert (duty.is_late, duty.url) == (
        True,
        reverse("objection_detail", args=[decision.pk]),
    )
    [duty] = objections(world.chair, later)
    assert "Efa Jones owes an answer by" in duty.sentence
    assert objections(decision.seat.membership, later) == []


def test_an_answer_waits_for_its_author(world, decision, at):
    author = decision.seat.membership
    signoff.answer_objection(decision, text="It was mended.", by=world.chair, at=at)

    [duty] = objections(author, at)
    assert duty.sentence == "Your objection has an answer: say whether it settles it"
    assert objections(world.chair, at) == []
    [duty] = objections(world.chair, at + timedelta(days=60))
    assert duty.is_late
    assert "is asked to reply by" in duty.sentence

    signoff.reply_to_answer(decision, accepts=False, text="No.", by=author, at=at)
    assert objections(author, at) == []
    assert len(objections(world.chair, at)) == 1


def test_an_appeal_waits_for_a_chair_from_elsewhere(world, decision, at):
    author = decision.seat.membership
    other = make_membership(
        "Gwen Rees", Role.CLINICAL_CHAIR, make_organisation("WST", "Westhaven")
    )
    colleague = make_membership("Huw Parry", Role.CLINICAL_CHAIR, world.trusts[0])
    signoff.answer_objection(decision, text="It was mended.", by=world.chair, at=at)
    signoff.reply_to_answer(decision, accepts=False, text="No.", by=author, at=at)
    assert objections(other, at) == []

    signoff.appeal(decision, text="Look again.", by=author, at=at)

    [duty] = objections(other, at)
    assert "decides the appeal" in duty.sentence
    assert objections(colleague, at) == []  # of the objector's trust
    assert objections(world.chair, at) == []
    assert objections(world.chair, at + timedelta(days=60))[0].is_late

    signoff.decide_appeal(decision, upholds=True, text="It stands.", by=other, at=at)
    assert objections(other, at) == []
    assert len(objections(world.chair, at)) == 1
