"""What waits for who runs or drafts specifications: the right rows, few questions."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from procurement.signoff import actions as signoff
from procurement.signoff.duties import duties_of
from procurement.signoff.models import InterestAction
from procurement.specifications import actions
from procurement.specifications.models import Outcome
from tests.factories import make_membership, make_organisation
from tests.procurement.signoff import clinic
from tests.procurement.specifications.world import (
    add_seat,
    make_world,
    put_to_sign_off,
    sign,
)
from trusts.models import Membership
from trusts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return timezone.now()


def headings(member, at):
    return {
        name: [duty.sentence for duty in found]
        for name, found in duties_of(member, at=at).groups.items()
    }


def test_comments_wait_for_the_chair_and_for_who_drafted_until_they_are_answered(at):
    world = make_world(at=at)
    carys = world.member("Carys")
    actions.open_consultation(world.version, by=world.chair, at=at)
    said = actions.comment(world.version, text="Why 14 Ch?", by=carys, at=at)

    for member in (world.chair, world.drafter):
        [[sentence]] = headings(member, at).values()
        assert sentence.startswith("Answer 1 comment, of ")
    assert headings(carys, at) == {}

    actions.answer(
        said, outcome=Outcome.EXPLAINED, text="It fits.", by=world.drafter, at=at
    )
    assert headings(world.chair, at) == headings(world.drafter, at) == {}


def test_an_interest_waits_for_the_chair_and_the_chairs_own_for_another(at):
    world = clinic.open_world()
    dai = world.seats["Dai"]
    other = make_membership(
        "Gwen Rees", Role.CLINICAL_CHAIR, make_organisation("WST", "Westhaven")
    )
    declared = [
        signoff.declare(
            world.round, seat, category="FINANCIAL", details="Shares",
            by=seat.membership, at=at,
        )
        for seat in (dai, world.specification.seats.get(kind="CHAIR"))
    ]  # fmt: skip

    [mine] = headings(world.chair, at)["Interests to rule on"]
    assert "Dai Jones" in mine
    [theirs] = headings(other, at)["Interests to rule on"]
    assert "Glenys Price" in theirs

    signoff.rule_interest(
        declared[0], InterestAction.NONE, reason="Old", by=world.chair, at=at
    )
    assert "Interests to rule on" not in headings(world.chair, at)


def test_an_objection_waits_with_its_clock_for_the_chair_and_who_looks_after_it(at):
    world = clinic.open_world()
    decision = sign(world, "Dai", "OBJECT_BLOCKING", at=at)
    efa = world.member("Efa")

    [sentence] = headings(world.chair, at)["Objections"]
    assert "Glenys Price owes an answer by" in sentence
    assert headings(efa, at) == {}

    signoff.own_objection(
        decision, efa, due_on=timezone.localdate(at), by=world.chair, at=at
    )
    later = at + timedelta(days=3)
    [duty] = duties_of(efa, at=later).groups["Objections"]
    assert (duty.is_late, duty.url) == (
        True,
        reverse("objection_detail", args=[decision.pk]),
    )
    # Its author replies on the reading page: it is no duty of theirs.
    assert headings(decision.seat.membership, later) == {}


def test_an_appeal_waits_for_a_chair_from_elsewhere(at):
    world = clinic.open_world()
    decision = sign(world, "Dai", "OBJECT_BLOCKING", at=at)
    author = decision.seat.membership
    other = make_membership(
        "Gwen Rees", Role.CLINICAL_CHAIR, make_organisation("WST", "Westhaven")
    )
    colleague = make_membership("Huw Parry", Role.CLINICAL_CHAIR, world.trusts[0])
    signoff.answer_objection(decision, text="It was mended.", by=world.chair, at=at)
    signoff.reply_to_answer(decision, accepts=False, text="No.", by=author, at=at)
    assert "Objections" not in headings(other, at)

    signoff.appeal(decision, text="Look again.", by=author, at=at)

    assert "decides the appeal" in headings(other, at)["Objections"][0]
    assert "Objections" not in headings(colleague, at)  # of the objector's trust


def test_a_round_waits_once_it_can_be_closed_or_its_day_has_passed(at):
    world = clinic.open_world()
    assert "Rounds of sign-off" not in headings(world.chair, at)

    late = world.round.deadline_at + timedelta(days=1)
    [duty] = duties_of(world.chair, at=late).groups["Rounds of sign-off"]
    assert duty.is_late
    assert "4 people have not decided" in duty.sentence

    for name in world.seats:
        sign(world, name, at=at)
    _chair_signs(world, at)
    assert headings(world.chair, at)["Rounds of sign-off"] == [
        "Everybody has decided: close and count"
    ]


def test_settled_objections_are_counted_again(at):
    world = clinic.open_world()
    decision = sign(world, "Dai", "OBJECT_BLOCKING", at=at)
    signoff.close_round(world.round, by=world.chair, at=world.round.deadline_at)
    signoff.answer_objection(decision, text="Mended.", by=world.chair, at=at)
    assert "Rounds of sign-off" not in headings(world.chair, at)

    signoff.reply_to_answer(
        decision, accepts=True, text="", by=decision.seat.membership, at=at
    )
    [sentence] = headings(world.chair, at)["Rounds of sign-off"]
    assert sentence.endswith("count again")


def test_a_version_that_can_go_on_waits(at):
    world = make_world(at=at)
    assert list(headings(world.chair, at)) == ["Can go on"]
    assert headings(world.drafter, at) == {}

    actions.open_consultation(world.version, by=world.chair, at=at)
    assert headings(world.chair, at) == {}
    assert list(headings(world.chair, at + timedelta(days=14))) == ["Can go on"]


def test_a_review_waits_a_month_ahead(at):
    world = clinic.open_world()
    for name in world.seats:
        sign(world, name, at=at)
    signoff.close_round(world.round, by=world.chair, at=world.round.deadline_at)
    assert headings(world.chair, at) == {}

    due = datetime(2028, 10, 1, 12, tzinfo=UTC)
    [early] = duties_of(world.chair, at=due - timedelta(days=20)).groups["Reviews"]
    [late] = duties_of(world.chair, at=due + timedelta(days=1)).groups["Reviews"]
    assert (early.is_late, late.is_late) == (False, True)


def test_who_leads_the_region_sees_what_nobody_runs(at):
    world = make_world(at=at)
    rae = make_membership("Rae Lindqvist", Role.REGIONAL_LEAD, world.chair.organisation)
    assert headings(rae, at) == {}

    Membership.objects.filter(pk=world.chair.pk).update(
        ends_on=timezone.localdate(at) - timedelta(days=1)
    )

    [sentence] = headings(rae, at)["Nobody runs it"]
    assert sentence.startswith("Glenys Price is a clinical chair no longer")


def test_the_page_and_home_ask_the_same_few_questions_whatever_waits(
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

    with django_assert_max_num_queries(7):
        found = duties_of(world.chair, at=at)
    assert found.count == 7

    page = client.get(reverse("duty_list")).content.decode()
    assert "Answer 6 comments" in page
    home = client.get(reverse("home")).content.decode()
    assert "7 things to do on specifications" in home


def _chair_signs(world, at):
    seat = world.specification.seats.get(kind="CHAIR")
    world.seats["Glenys"] = seat
    sign(world, "Glenys", at=at)
