"""Handing on the chair of a specification: to whom, by whom, and what of its round."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from procurement.signoff import actions as signoff
from procurement.signoff.counting import count_round
from procurement.signoff.models import InterestAction
from procurement.signoff.queries import undecided_seats
from procurement.signoff.record_content import hash_of, record_of
from procurement.signoff.waiting import waiting_for
from procurement.specifications import actions
from procurement.specifications.models import HandingOn, RiskTier
from procurement.specifications.rules import why_not_chair
from tests.cast import signed_in_client
from tests.factories import make_membership, make_organisation
from tests.procurement.signoff import clinic
from tests.procurement.specifications.world import make_world, sign
from trusts.models import AuditEvent, Membership
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def world():
    return clinic.open_world()


@pytest.fixture
def other():
    place = make_organisation("WST", "Westhaven")
    return make_membership("Gwen Rees", Role.CLINICAL_CHAIR, place)


@pytest.fixture
def rae(world):
    return make_membership(
        "Rae Lindqvist", Role.REGIONAL_LEAD, world.chair.organisation
    )


def hand_on(world, to, *, by, at, reason="She is on leave."):
    specification = world.specification
    done = signoff.hand_on_chair(specification, to, reason=reason, by=by, at=at)
    world.version.refresh_from_db()
    world.version.specification.refresh_from_db()
    return done


def test_it_goes_to_another_chair_by_a_page_and_back(world, other, rae, at):
    address = reverse("chair_hand_on", args=[world.specification.pk])
    client = signed_in_client(rae)
    assert "Say why" in client.post(address, {"to": other.pk, "reason": ""}).text

    page = client.post(
        address, {"to": other.pk, "reason": "On leave."}, follow=True
    ).text

    assert "Gwen Rees chairs it now" in page
    told = {each.to[0] for each in mail.outbox}
    assert {world.chair.user.email, other.user.email, world.drafter.user.email} <= told
    event = AuditEvent.objects.filter(action="chair_handed_on").get()
    assert event.detail["reason"] == "On leave."
    world.specification.refresh_from_db()
    assert why_not_chair(world.specification, by=world.chair)
    assert not why_not_chair(world.specification, by=other)

    hand_on(world, world.chair, by=other, at=at, reason="Back again.")
    assert not why_not_chair(world.specification, by=world.chair)
    assert "Back again." in client.get(address).text


def test_only_its_chair_and_who_leads_the_region_hand_it_on(world, other, at):
    for member in (world.drafter, other, world.member("Dai")):
        with pytest.raises(Refused, match="Its chair hands it on"):
            hand_on(world, other, by=member, at=at)
    with pytest.raises(Refused, match="Say why"):
        hand_on(world, other, by=world.chair, at=at, reason=" ")
    hand_on(world, other, by=world.chair, at=at)


def test_to_a_chair_who_works_now_and_has_no_stake_in_it(world, other, at):
    def refused(to, words):
        with pytest.raises(Refused, match=words):
            hand_on(world, to, by=world.chair, at=at)

    refused(world.chair, "chairs it already")
    refused(world.member("Dai"), "Only a clinical chair")
    Membership.objects.filter(pk=other.pk).update(ends_on="2020-01-01")
    other.refresh_from_db()
    refused(other, "no longer")


@pytest.mark.parametrize("ruling", [None, *InterestAction])
def test_not_to_who_declared_an_interest_unless_it_does_not_matter(world, ruling, at):
    gwyn = _chair_who_is_asked(world)
    seat = world.seats["Dai"]
    declaration = signoff.declare(
        world.round, seat, category="FINANCIAL", details="Shares", by=gwyn, at=at
    )
    if ruling is not None:
        signoff.rule_interest(
            declaration, ruling, reason="Shares", by=world.chair, at=at
        )

    if ruling == InterestAction.NONE:
        hand_on(world, gwyn, by=world.chair, at=at)
    else:
        with pytest.raises(Refused, match="declared an interest"):
            hand_on(world, gwyn, by=world.chair, at=at)


def test_not_to_who_objects(world, at):
    gwyn = _chair_who_is_asked(world)
    sign(world, "Dai", "OBJECT_BLOCKING", at=at)

    with pytest.raises(Refused, match="who objects does not run it"):
        hand_on(world, gwyn, by=world.chair, at=at)


def test_not_to_who_wrote_it_alone(at):
    office = make_organisation("OFF", "Regional Office", "regional_office")
    gwyn = make_membership("Gwyn Rees", Role.CLINICAL_CHAIR, office)
    world = make_world(drafter=gwyn, at=at)

    with pytest.raises(Refused, match="alone wrote version 1"):
        hand_on(world, gwyn, by=world.chair, at=at)

    criterion = world.version.criteria.get()
    actions.change_criterion(criterion, text="For 30 days.", by=world.chair, at=at)
    hand_on(world, gwyn, by=world.chair, at=at)


def test_in_an_open_round_the_new_chair_signs_and_looks_after_objections(other, at):
    world = clinic.open_world(tier=RiskTier.HIGH)
    world.seats["Glenys"] = world.specification.seats.get(kind="CHAIR")
    sign(world, "Glenys", at=at)
    decision = sign(world, "Dai", "OBJECT_BLOCKING", at=at)
    assert count_round(world.round).chair_approves

    hand_on(world, other, by=world.chair, at=at)

    assert not count_round(world.round).chair_approves
    owned = decision.steps.order_by("pk").last()
    assert (owned.act, owned.owner) == ("OWNED", other)
    world.seats["Gwen"] = world.specification.seats.held().get(kind="CHAIR")
    assert world.member("Gwen") == other
    sign(world, "Gwen", at=at)
    assert count_round(world.round).chair_approves


def test_once_closed_the_approval_of_who_chaired_it_then_stands(other, at):
    world = clinic.open_world(tier=RiskTier.HIGH)
    world.seats["Glenys"] = world.specification.seats.get(kind="CHAIR")
    sign(world, "Glenys", at=at)
    sign(world, "Dai", "OBJECT_BLOCKING", at=at)
    closed = world.round.deadline_at
    signoff.close_round(world.round, by=world.chair, at=closed)

    hand_on(world, other, by=world.chair, at=closed + timedelta(days=1))

    assert count_round(world.round).chair_approves
    [handed] = record_of(world.round, is_full=True)["chairs"]
    assert (handed["to"]["name"], bool(handed["link"])) == ("Gwen Rees", True)


def test_who_leads_the_region_sees_that_nobody_runs_it(world, rae):
    address = reverse("specification_detail", args=[world.specification.pk])
    client = signed_in_client(rae)
    assert "Nobody runs it" not in client.get(address).text

    Membership.objects.filter(pk=world.chair.pk).update(ends_on="2020-01-01")

    assert "Nobody runs it" in client.get(address).text
    assert not HandingOn.objects.exists()


def _chair_who_is_asked(world):
    """Dai, who reviews for Northgate, becomes a clinical chair there."""
    dai = world.member("Dai")
    Membership.objects.filter(pk=dai.pk).update(role=Role.CLINICAL_CHAIR)
    dai.refresh_from_db()
    world.seats["Dai"].membership = dai
    return dai


@pytest.mark.parametrize("stands_in", ["their deputy", "whom they stand in for"])
def test_nobody_stands_in_for_the_chair(world, stands_in, at):
    gwyn = _chair_who_is_asked(world)
    world.seats["Ffion"] = actions.give_seat(
        world.specification,
        make_membership("Ffion Bevan", Role.CLINICAL_REVIEWER, world.trusts[0]),
        kind="REVIEWER", profession="NURSE", by=None, at=at,
    )  # fmt: skip
    pair = [world.seats["Ffion"], world.seats["Dai"]]
    deputy, holder = pair if stands_in == "their deputy" else pair[::-1]
    type(deputy).objects.filter(pk=deputy.pk).update(deputy_of=holder)
    sign(world, "Ffion", at=at)
    assert gwyn not in _waited_for(world)

    hand_on(world, gwyn, by=world.chair, at=at)

    assert gwyn in _waited_for(world)
    assert len(waiting_for(gwyn)) == 1
    sign(world, "Dai", at=at + timedelta(minutes=1))
    assert gwyn not in _waited_for(world)


def _waited_for(world):
    return [each.membership for each in undecided_seats(world.round)]


def test_what_was_decided_before_the_chair_was_theirs_is_no_approval_of_the_chair(at):
    world = clinic.open_world(tier=RiskTier.HIGH)
    gwyn = _chair_who_is_asked(world)
    before, later = at + timedelta(minutes=1), at + timedelta(minutes=2)
    sign(world, "Dai", at=at)
    world.seats["Glenys"] = world.specification.seats.get(kind="CHAIR")
    sign(world, "Glenys", at=at)

    hand_on(world, gwyn, by=world.chair, at=before)

    assert not count_round(world.round).chair_approves
    assert gwyn in _waited_for(world)
    assert len(waiting_for(gwyn)) == 1
    sign(world, "Dai", at=before)  # the same again, now as the chair
    assert count_round(world.round).chair_approves
    assert waiting_for(gwyn) == []

    hand_on(world, world.chair, by=gwyn, at=later)

    assert not count_round(world.round).chair_approves
    world.seats["Glenys"] = world.specification.seats.held().get(kind="CHAIR")
    sign(world, "Glenys", at=later)
    assert count_round(world.round).chair_approves


def test_a_concluded_record_stays_as_it_is_when_the_chair_changes_later(world, other):
    at = timezone.now()
    world.seats["Glenys"] = world.specification.seats.get(kind="CHAIR")
    for name in world.seats:
        sign(world, name, at=at)
    signoff.close_round(world.round, by=world.chair, at=at)
    before = hash_of(record_of(world.round, is_full=True))

    hand_on(world, other, by=world.chair, at=at + timedelta(days=1))

    record = record_of(world.round, is_full=True)
    assert record["chairs"] == []
    assert hash_of(record) == before
