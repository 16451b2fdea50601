"""What was said once and what follows from it, in the corners: said again, ended
elsewhere, put off by others, in texts without end."""

import re
from datetime import timedelta

import pytest

from catalogue.matching.actions import merge, settle_match, take_back_different
from catalogue.matching.models import PackDecision, Verdict
from catalogue.products.models import Kind, Product
from procurement.review import actions
from procurement.review.models import Question, QuestionState
from tests.procurement.review.world import (
    AT,
    GOWN,
    MARKER,
    TODAY,
    answer,
    bought,
    match_of,
    near_duplicates,
    question,
    settle_down,
    suspects,
    words_of,
)
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


def test_a_pack_that_was_not_enough_ends_with_the_next_answer(gown, stella):
    about = suspects(gown)
    actions.answer_pack(about, eaches=3, by=stella, at=AT)
    settle_down()
    assert question(kind="SUSPECT").state == QuestionState.OPEN

    better = actions.answer_pack(about, eaches=12, by=stella, at=AT)
    settle_down()
    assert match_of("NGT").eaches == 12
    actions.undo_answer(better, by=stella, at=AT)
    settle_down()

    assert match_of("NGT").eaches == 1
    assert not PackDecision.objects.in_force().exists()


def test_two_kept_apart_are_asked_about_again_when_that_is_taken_back(stella):
    kept = actions.answer_keep_apart(near_duplicates(), by=stella, at=AT)
    take_back_different(kept.said_different, by=None, at=AT)

    actions.refresh_questions(on=TODAY, at=AT)

    assert question(kind="NEAR_DUPLICATE").state == QuestionState.OPEN


def test_what_a_suspect_item_was_said_not_to_be_is_never_merged_with_it(gown, stella):
    actions.answer_not_same(suspects(gown), by=stella, at=AT)
    settle_down()
    other = Product.objects.create(
        description="Another gown", part_code="", part_key="", is_declared=False
    )
    settle_match(
        item_ids=[match_of("NGT").pk], product=other, verdict=Verdict.SAME, by=None,
        at=AT,
    )  # fmt: skip
    settle_down()
    assert match_of("NGT").product == other

    with pytest.raises(Refused, match="something bought as one of these"):
        merge(kind=Kind.PRODUCT, from_id=other.pk, into_id=gown.pk, by=None, at=AT)


def test_a_trust_puts_off_what_is_about_its_own_items_alone(gown, amina):
    bought("NGT", "1", **MARKER)
    bought("NGT", "2", **GOWN)
    bought("SMR", "2", **GOWN)
    settle_down()
    until = {"until": TODAY + timedelta(days=7), "by": amina, "at": AT}

    actions.answer_later(question(kind="UNMATCHED"), **until)
    with pytest.raises(Refused, match="Other trusts wait"):
        actions.answer_later(question(kind="PACK_UNKNOWN"), **until)


def test_a_unit_without_end_is_one_question_like_any_other(gown, stella):
    bought("NGT", **(GOWN | {"unit_of_purchase": "BOX " + "unheard of " * 900}))
    settle_down()

    actions.answer_pack(question(kind="PACK_UNKNOWN"), eaches=20, by=stella, at=AT)
    settle_down()

    assert match_of("NGT").eaches == 20


def test_a_steward_reads_no_name_beside_the_prices_of_two_products(sign_in, stella):
    about = near_duplicates()

    words = words_of(sign_in(stella).get(f"/review/{about.pk}/"))

    assert "Trust A" in words
    assert not re.search(r"(NGT|SMR) Hospitals\s+[£\d]", words), words


@pytest.mark.parametrize("choice", ["", " ", "x" * 80, "SAME " + "9" * 50])
def test_an_answer_that_is_none_is_refused_and_changes_nothing(
    sign_in, stella, gown, choice
):
    bought("NGT", **MARKER)
    settle_down()

    response = answer(sign_in(stella), question(), choice, shown=["9" * 5000, "²"])

    assert response.status_code in (404, 422)
    assert Question.objects.get().state == QuestionState.OPEN
