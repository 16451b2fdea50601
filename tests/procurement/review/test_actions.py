"""Questions by the money behind them; one answer settles every trust's items, can be
taken back, and is never asked for again."""

from datetime import timedelta
from decimal import Decimal

import pytest

from catalogue.matching.actions import end_decision
from procurement.review import actions, summaries
from procurement.review.models import Answer, Question, QuestionItem, QuestionState
from tests.procurement.review.world import (
    AT,
    GOWN,
    MARKER,
    TODAY,
    bought,
    match_of,
    question,
    settle_down,
)
from tests.region import trust
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


def answer_same(about, gown, by):
    return actions.answer_same(about, product=gown, by=by, at=AT)


def test_items_that_one_answer_would_settle_are_one_question(gown):
    bought("NGT", times=2, quantity="10", unit_price="3", line_value="30", **MARKER)
    bought("SMR", quantity="10", unit_price="4", line_value="40", **MARKER)
    bought("EWD", quantity="1", unit_price="5", line_value="5", **GOWN)

    settle_down()

    marker, carton = Question.objects.largest_first()
    assert (marker.kind, marker.value, marker.items) == ("UNMATCHED", 100, 2)
    assert set(marker.organisations) == {trust("NGT").pk, trust("SMR").pk}
    assert (carton.kind, carton.unit, carton.value) == ("PACK_UNKNOWN", "CARTON", 5)
    assert QuestionItem.objects.count() == 3


def test_what_nothing_was_spent_on_in_12_months_is_not_asked(gown):
    bought("NGT", days=400, **MARKER)
    settle_down()

    assert not Question.objects.exists()


def test_answer_same_settles_every_trust_and_undo_asks_again(gown, stella):
    bought("NGT", **MARKER)
    bought("SMR", **MARKER)
    settle_down()
    about = question()

    answer = answer_same(about, gown, stella)
    settle_down()

    assert {match_of(code).product for code in ("NGT", "SMR")} == {gown}
    assert question().state == QuestionState.SETTLED
    assert answer.released == about.value > 0
    done = summaries.released(member=stella, since=AT - timedelta(days=1))
    assert (done.count, done.value) == (1, about.value)

    actions.undo_answer(answer, by=stella, at=AT)
    settle_down()

    assert match_of("NGT").product is None
    assert question().state == QuestionState.OPEN
    assert not summaries.released(member=stella, since=AT - timedelta(days=1)).count


def test_a_settled_question_does_not_come_back_with_next_months_file(gown, stella):
    bought("NGT", **MARKER)
    bought("NGT", "2", **GOWN)
    settle_down()
    answer_same(question(kind="UNMATCHED"), gown, stella)
    actions.answer_pack(question(kind="PACK_UNKNOWN"), eaches=20, by=stella, at=AT)
    settle_down()
    later = AT + timedelta(days=31)

    bought("NGT", times=3, days=2, **MARKER)
    bought("EWD", "9", days=2, **MARKER)
    bought("SMR", "9", days=2, **GOWN)
    settle_down(later)

    assert not Question.objects.unsettled().exclude(kind="SUSPECT").exists()
    assert match_of("SMR", "9").eaches == 20


def test_answer_pack_at_one_trust_leaves_the_others_open(gown, stella, amina):
    bought("NGT", **GOWN)
    bought("SMR", **GOWN)
    settle_down()

    with pytest.raises(Refused, match="Several trusts"):
        actions.answer_pack(question(), eaches=20, only_here=True, by=stella, at=AT)
    answer = actions.answer_pack(question(), eaches=20, only_here=True, by=amina, at=AT)
    assert question().state == QuestionState.PROPOSED
    actions.confirm_answer(answer, by=stella, at=AT)
    settle_down()

    assert (match_of("NGT").eaches, match_of("SMR").eaches) == (20, None)


def test_none_of_these_is_remembered_and_the_question_rests(gown, stella):
    bought("NGT", **MARKER)
    settle_down()

    actions.answer_different(question(), products=[gown], by=stella, at=AT)
    settle_down()

    assert question().state == QuestionState.SETTLED
    assert match_of("NGT").product is None


def test_a_product_of_its_own_makes_it_comparable_later(gown, stella):
    bought("NGT", **MARKER)
    bought("SMR", **MARKER)
    settle_down()

    actions.answer_own_product(question(), by=stella, at=AT)
    settle_down()

    product = match_of("NGT").product
    assert product == match_of("SMR").product
    assert (product.description, product.is_declared) == ("Skin marker", False)


def test_above_a_value_an_answer_waits_for_another_person(gown, stella, settings):
    settings.REVIEW_SECOND_READER_ABOVE = "1"
    bought("NGT", **MARKER)
    settle_down()

    answer = answer_same(question(), gown, stella)
    settle_down()
    assert match_of("NGT").product is None
    with pytest.raises(Refused, match="yourself"):
        actions.confirm_answer(answer, by=stella, at=AT)
    with pytest.raises(Refused, match="second reader"):
        answer_same(question(), gown, stella)

    actions.refuse_answer(answer, by=None, at=AT, note="Look again")
    assert question().state == QuestionState.OPEN
    again = answer_same(question(), gown, stella)
    actions.confirm_answer(again, by=None, at=AT)
    settle_down()
    assert match_of("NGT").product == gown


def test_put_off_and_asked_questions_still_take_an_answer(gown, stella, amina):
    bought("NGT", **MARKER)
    settle_down()
    about = question()

    actions.answer_later(about, until=TODAY + timedelta(days=7), by=stella, at=AT)
    assert not Question.objects.waiting(on=TODAY).exists()
    assert Question.objects.waiting(on=TODAY + timedelta(days=7)).exists()
    asked = actions.ask_trust(
        about, organisation=trust("NGT"), note="Which?", by=stella, at=AT
    )
    assert question().asked_of == trust("NGT")
    with pytest.raises(Refused, match="not about anything"):
        actions.ask_trust(about, organisation=trust("SMR"), by=stella, at=AT)

    answer_same(about, gown, amina)

    asked.refresh_from_db()
    assert asked.undone_at
    assert question().state == QuestionState.PROPOSED
    assert Answer.objects.standing().count() == 1


@pytest.mark.parametrize("days", [0, -1, 400])
def test_a_question_is_put_off_to_a_day_that_can_be_meant(gown, stella, days):
    bought("NGT", **MARKER)
    settle_down()

    with pytest.raises(Refused):
        actions.answer_later(
            question(), until=TODAY + timedelta(days=days), by=stella, at=AT
        )


def test_who_may_only_look_may_not_answer(gown, rae):
    bought("NGT", **MARKER)
    settle_down()

    with pytest.raises(Refused, match="look at questions"):
        answer_same(question(), gown, rae)


def test_a_trust_sees_questions_about_its_own_items(gown, amina, dilys, stella, carys):
    bought("NGT", **MARKER)
    settle_down()

    seen = [
        Question.objects.visible_to(member).count()
        for member in (amina, dilys, stella, carys)
    ]
    assert seen == [1, 0, 1, 0]


def test_a_question_goes_when_the_file_itself_says_it(gown, stella):
    bought("NGT", **MARKER)
    settle_down()

    bought("NGT", **(MARKER | {"manufacturer": "Harlow Gloves", "mpc": "HG-9000"}))
    settle_down()

    assert question().state == QuestionState.GONE
    assert not QuestionItem.objects.exists()


def test_an_answer_that_was_ended_elsewhere_is_asked_for_again(gown, stella):
    bought("NGT", **MARKER)
    settle_down()
    answer = answer_same(question(), gown, stella)
    settle_down()

    end_decision(answer.match_decisions.get(), by=None, at=AT)
    settle_down()

    assert question().state == QuestionState.OPEN
    again = answer_same(question(), gown, stella)
    assert again.released == Decimal(question().value)
