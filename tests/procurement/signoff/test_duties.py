"""What waits for who runs or drafts specifications: the right rows, few questions."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from procurement.signoff import actions as signoff
from procurement.signoff.duties import duties_of
from procurement.signoff.models import InterestAction
from procurement.specifications import actions
from procurement.specifications.models import Outcome
from tests.factories import make_membership, make_organisation
from tests.procurement.signoff import clinic
from tests.procurement.specifications.world import (
    make_world,
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
        each.heading: [duty.sentence for duty in each.duties]
        for each in duties_of(member, at=at).groups
    }


def under(heading, member, at):
    """The duties of one kind."""
    groups = {each.heading: each.duties for each in duties_of(member, at=at).groups}
    return groups[heading]


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


def test_a_round_waits_once_it_can_be_closed_or_its_day_has_passed(at):
    world = clinic.open_world()
    assert "Rounds of sign-off" not in headings(world.chair, at)

    late = world.round.deadline_at + timedelta(days=1)
    [duty] = under("Rounds of sign-off", world.chair, late)
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
    [early] = under("Reviews", world.chair, due - timedelta(days=20))
    [late] = under("Reviews", world.chair, due + timedelta(days=1))
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


def _chair_signs(world, at):
    seat = world.specification.seats.get(kind="CHAIR")
    world.seats["Glenys"] = seat
    sign(world, "Glenys", at=at)
