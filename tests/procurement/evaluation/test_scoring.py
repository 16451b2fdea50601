"""Handing in score sheets, and who sees them when."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from procurement.evaluation import queries, rules
from procurement.evaluation.models import Score, ScoreSheet
from procurement.specifications import actions as specifications
from procurement.specifications.models import Profession, Seat
from tests.factories import make_membership
from tests.procurement.evaluation.scoring import (
    criteria,
    hand_in,
    make_scoring,
    make_trial,
    open_scoring,
    products,
    said_of,
)
from tests.procurement.specifications.world import AT, add_seat
from trusts.models import AuditEvent
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_scoring()


def test_hand_in_keeps_each_criterion_of_the_own_profession(world):
    sheet = hand_in(world, "Carys", 2, "NOT_TESTED")

    assert [
        (each.criterion.position, each.verdict, each.value)
        for each in sheet.scores.order_by("criterion__position")
    ] == [(1, "SCORED", 2), (2, "NOT_TESTED", None)]
    assert AuditEvent.objects.filter(action="sheet_handed_in").count() == 1


def test_hand_in_twice_with_one_token_is_one_sheet(world):
    token = uuid4()

    first = hand_in(world, "Carys", 2, 1, token=token)
    again = hand_in(world, "Carys", 2, 1, token=token)

    assert first == again
    assert ScoreSheet.objects.count() == 1
    assert Score.objects.count() == 2


def test_what_was_changed_after_it_was_sent_is_not_lost(world):
    token = uuid4()
    first = hand_in(world, "Carys", 2, 1, token=token)

    later = hand_in(world, "Carys", 1, 1, token=token)

    assert later.supersedes == first
    assert hand_in(world, "Carys", 1, 1, token=token) == later
    assert hand_in(world, "Carys", 2, 1, token=token) == first
    assert ScoreSheet.objects.count() == 2
    assert list(ScoreSheet.objects.standing()) == [later]


def test_a_sheet_that_says_the_same_as_the_last_is_that(world):
    assert hand_in(world, "Carys", 2, 1) == hand_in(world, "Carys", 2, 1)


def test_a_sheet_sent_before_scoring_ended_is_confirmed_after(world):
    token = uuid4()
    first = hand_in(world, "Carys", 2, 1, token=token)
    specifications.withdraw(world.version, reason="No.", by=world.chair, at=AT)

    assert hand_in(world, "Carys", 2, 1, token=token) == first
    with pytest.raises(Refused, match="not being scored now"):
        hand_in(world, "Dai", 2, 1)


def test_a_token_of_somebody_elses_is_refused(world):
    token = uuid4()
    hand_in(world, "Carys", 2, 1, token=token)

    with pytest.raises(Refused, match="Load the page again"):
        hand_in(world, "Dai", 2, 1, token=token)
    with pytest.raises(Refused, match="Load the page again"):
        hand_in(world, "Carys", 2, 1, product=1, token=token)


def test_a_later_sheet_stands_in_place_of_the_earlier(world):
    hand_in(world, "Carys", 0, 1)
    later = hand_in(world, "Carys", 3, 1)

    assert list(ScoreSheet.objects.standing()) == [later]
    [(_, result), *_] = queries.results_of(world.version)[products(world)[0]]
    assert result.each == (0, 0, 0, 1)


@pytest.mark.parametrize("value", [0, 3])
@pytest.mark.parametrize("comment", ["", "  "])
def test_nought_and_three_say_why(world, value, comment):
    with pytest.raises(Refused, match=f"Criterion 1: say why it is a {value}"):
        hand_in(world, "Carys", said=said_of(world, value, 1, comment=comment))


def test_every_criterion_is_scored_or_says_why_not(world):
    with pytest.raises(Refused, match="Criterion 2: give a score"):
        hand_in(world, "Carys", 2)


def test_professions_score_their_own_criteria(world):
    add_seat(world, "Gwen", world.trusts[1], profession=Profession.DOCTOR)

    assert hand_in(world, "Gwen", 2, 1, 2).scores.count() == 3
    assert hand_in(world, "Carys", 2, 1, 2).scores.count() == 2


def test_who_may_not_score(world):
    with pytest.raises(Refused, match="not asked about this with the role"):
        hand_in(world, "Carys", 2, 1, by=world.member("Dai"))
    other = make_membership("Carys Jones", Role.CLINICAL_REVIEWER, world.trusts[0])
    with pytest.raises(Refused, match="with the role that you use now"):
        hand_in(world, "Carys", 2, 1, by=other)
    buyer = make_membership("Ben Okoro", Role.BUYER, world.trusts[1])
    with pytest.raises(Refused, match="may not score products"):
        hand_in(world, "Carys", 2, 1, by=buyer)


def test_who_has_left_scores_no_more(world):
    specifications.leave_trust(
        world.specification, world.trusts[2], reason="No use.", by=world.chair, at=AT
    )
    specifications.give_up_seat(world.seats["Dai"], by=world.chair, at=AT)
    world.seats["Dai"].refresh_from_db()

    with pytest.raises(Refused):
        hand_in(world, "Efa", 2, 1)
    with pytest.raises(Refused, match="not asked"):
        hand_in(world, "Dai", 2, 1)


def test_products_are_scored_only_while_scoring():
    world = make_scoring(scored=False)
    with pytest.raises(Refused, match="not being scored now"):
        hand_in(world, "Carys", 2, 1)

    open_scoring(world)

    assert hand_in(world, "Carys", 2, 1)


def test_a_sheet_of_a_trial_counts_its_uses(world):
    trial = make_trial(world)

    with pytest.raises(Refused, match="how often"):
        hand_in(world, "Carys", 2, 1, trial=trial)
    with pytest.raises(Refused, match="does not take part in the trial"):
        hand_in(world, "Dai", 2, 1, trial=trial, uses=3)
    with pytest.raises(Refused, match="not part of the trial"):
        hand_in(world, "Carys", 2, 1, product=1, trial=trial, uses=3)

    assert hand_in(world, "Carys", 2, 1, trial=trial, uses=3, lot="L-1").uses == 3


def test_until_sign_off_everybody_sees_their_own_sheets_alone(world):
    own = hand_in(world, "Carys", 2, 1)
    other = hand_in(world, "Dai", 1, 1)
    people = [world.member(each) for each in ("Carys", "Dai", "Efa")]

    def seen(member):
        rows = ScoreSheet.objects.visible_to(member)
        assert rows.count() == len(rows)
        return set(rows)

    assert [seen(each) for each in people] == [{own}, {other}, set()]
    assert seen(world.chair) == seen(world.drafter) == set()
    assert rules.why_not_results(world.version)

    world.version.state = "SIGN_OFF"
    world.version.save(update_fields=["state"])

    assert [seen(each) for each in (*people, world.chair)] == [{own, other}] * 4
    stranger = make_membership("Zoe", Role.BUYER, _elsewhere())
    assert seen(stranger) == set()


def _elsewhere():
    from tests.factories import make_organisation

    return make_organisation("ELS", "Elsewhere")


def test_to_score_is_what_the_member_has_not_handed_in(world):
    carys = world.member("Carys")
    one, other = products(world)
    assert set(queries.to_score(carys)) == {one, other}

    hand_in(world, "Carys", 2, 1)

    assert set(queries.to_score(carys)) == {other}
    assert set(queries.asked_to_score(carys)) == {one, other}
    assert not queries.to_score(world.chair).exists()
    specifications.give_up_seat(world.seats["Carys"], by=carys, at=AT)
    assert not queries.asked_to_score(carys).exists()


def test_nothing_is_to_score_where_other_professions_score_all():
    world = make_scoring(scored=False)
    world.version.criteria.update(professions=[Profession.DOCTOR])
    open_scoring(world)

    assert not queries.to_score(world.member("Carys")).exists()
    Seat.objects.filter(pk=world.seats["Carys"].pk).update(profession="DOCTOR")
    assert queries.to_score(world.member("Carys")).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": "SCORED", "value": None},
        {"verdict": "SCORED", "value": 4},
        {"verdict": "NOT_TESTED", "value": 2},
        {"verdict": "SCORED", "value": 3, "comment": ""},
        {"verdict": "PERHAPS", "value": None},
    ],
)
def test_the_database_refuses_a_score_that_says_nothing(world, wrong):
    sheet = hand_in(world, "Carys", 2, 1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.create(
            sheet=sheet, criterion=criteria(world)[2], **{"comment": "Why."} | wrong
        )


def test_the_database_refuses_a_second_first_sheet(world):
    sheet = hand_in(world, "Carys", 2, 1)
    again = {
        name: getattr(sheet, name)
        for name in ("version", "seat", "organisation", "considered", "scored_at")
    }

    with pytest.raises(IntegrityError, match="one_first_sheet"), transaction.atomic():
        ScoreSheet.objects.create(token=uuid4(), scored_by=sheet.scored_by, **again)
