"""A round of sign-off from its opening to its count."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from procurement.signoff import actions, counting
from procurement.signoff.models import (
    CountOutcome,
    Decision,
    InterestAction,
    Proof,
    Round,
    RoundCount,
)
from procurement.specifications import actions as specifications
from procurement.specifications.models import FrozenText, Version, VersionState
from tests.procurement.specifications.world import (
    AT,
    make_world,
    put_to_sign_off,
    sign,
)
from trusts.rules import Refused

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=15)


@pytest.fixture
def world():
    world = make_world()
    put_to_sign_off(world)
    return world


def state_of(world):
    return Version.objects.get(pk=world.version.pk).state


def test_two_of_three_trusts_approve_and_it_is_adopted_after_the_deadline(world):
    sign(world, "Dai")
    sign(world, "Carys")

    with pytest.raises(Refused, match="2 people have not decided yet"):
        actions.close_round(world.round, by=world.chair, at=AT)
    kept = actions.close_round(world.round, by=world.chair, at=LATER)

    assert kept.outcome == CountOutcome.ADOPTED
    assert state_of(world) == VersionState.ADOPTED
    assert kept.record["count"]["approving"] == 2


def test_silence_adopts_nothing(world):
    with pytest.raises(Refused, match="have answered"):
        actions.close_round(world.round, by=world.chair, at=LATER)

    assert state_of(world) == VersionState.SIGN_OFF


def test_a_blocking_objection_stops_it_until_its_author_accepts_the_answer(world):
    sign(world, "Dai")
    sign(world, "Carys")
    objection = sign(world, "Efa", "OBJECT_BLOCKING")
    kept = actions.close_round(world.round, by=world.chair, at=LATER)
    assert kept.outcome == CountOutcome.OBJECTED

    with pytest.raises(Refused, match="No objection has been answered"):
        actions.count_again(world.round, by=world.chair, at=LATER)
    actions.answer_objection(
        objection, text="The valve was replaced.", by=world.chair, at=LATER
    )
    assert state_of(world) == VersionState.RESOLUTION
    with pytest.raises(Refused, match="Efa Jones of Eastwood Community objects"):
        actions.count_again(world.round, by=world.chair, at=LATER)
    actions.reply_to_answer(
        objection, accepts=True, text="", by=world.member("Efa"), at=LATER
    )
    actions.count_again(world.round, by=world.chair, at=LATER)

    assert state_of(world) == VersionState.ADOPTED
    assert RoundCount.objects.count() == 2  # both stand in the record


def test_nobody_signs_without_declaring_or_another_text_than_they_saw(world):
    seat, round_ = world.seats["Dai"], world.round
    asked = {"proof": Proof.PASSWORD, "by": seat.membership, "at": AT}
    approves = actions.Signed("APPROVE")

    with pytest.raises(Refused, match="interest to declare"):
        actions.sign(round_, seat, approves, shown=round_.text.sha256, **asked)
    actions.declare(round_, seat, by=seat.membership, at=AT)
    with pytest.raises(Refused, match="has changed since you opened it"):
        actions.sign(round_, seat, approves, shown="0" * 64, **asked)

    assert not Decision.objects.exists()


def test_nobody_signs_for_another_trust_or_after_leaving(world):
    seat, carys = world.seats["Dai"], world.member("Carys")
    with pytest.raises(Refused, match="not asked to sign this"):
        actions.declare(world.round, seat, by=carys, at=AT)

    seat.membership.ends_on = AT.date() - timedelta(days=1)
    with pytest.raises(Refused, match="Your role there has ended"):
        actions.declare(world.round, seat, by=seat.membership, at=AT)


def test_an_interest_without_a_ruling_holds_up_the_count_and_with_one_the_vote(world):
    sign(world, "Dai")
    sign(world, "Carys")
    seat = world.seats["Efa"]
    declared = actions.declare(
        world.round,
        seat,
        category="FINANCIAL",
        details="Paid talks.",
        by=seat.membership,
        at=AT,
    )
    with pytest.raises(Refused, match="waits for your ruling"):
        actions.close_round(world.round, by=world.chair, at=LATER)

    actions.rule_interest(
        declared,
        InterestAction.COMMENT_ONLY,
        reason="Too close.",
        by=world.chair,
        at=AT,
    )
    with pytest.raises(Refused, match="do not decide here"):
        actions.sign(
            world.round,
            seat,
            actions.Signed("APPROVE"),
            shown=world.round.text.sha256,
            proof=Proof.PASSWORD,
            by=seat.membership,
            at=AT,
        )


def test_a_correction_keeps_signatures_and_the_difference(world):
    first = sign(world, "Dai")
    actions.correct_text(
        world.round,
        field="what_changes",
        before="box is blue",
        after="box is dark blue",
        reason="Slip of the pen.",
        by=world.chair,
        at=AT,
    )
    second = sign(world, "Carys")

    assert FrozenText.objects.count() == 2
    assert first.text_id != second.text_id
    assert counting.count_round(world.round).approving == 2


def test_a_next_version_voids_what_was_signed(world):
    sign(world, "Dai")
    new = specifications.start_next_version(
        world.version, note="A new valve.", by=world.chair, at=AT
    )

    assert state_of(world) == VersionState.SUPERSEDED
    assert (new.number, new.state) == (2, VersionState.DRAFT)
    assert new.criteria.count() == new.considered.count() == new.evidence.count() == 1
    assert not Decision.objects.filter(round__version=new).exists()
    with pytest.raises(Refused, match="is closed"):
        actions.close_round(world.round, by=world.chair, at=LATER)


def test_what_people_were_shown_cannot_be_changed_even_by_sql(world):
    for act in (
        lambda: Version.objects.update(product_text="Else."),
        lambda: world.version.criteria.update(text="Else."),
        lambda: world.version.considered.all().delete(),
        lambda: world.version.evidence.all().delete(),
        lambda: Round.objects.update(deadline_at=AT + timedelta(days=1)),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
