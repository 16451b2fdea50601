"""Suspect prices, and products that may be one: answered, and taken back."""

import pytest

from catalogue.prices.models import ConfidentialPrice
from procurement.review import actions
from procurement.review.models import QuestionState
from tests.factories import make_membership
from tests.procurement.review.world import (
    AT,
    GOWN,
    TODAY,
    bought,
    match_of,
    near_duplicates,
    question,
    settle_down,
    suspects,
)
from tests.region import trust
from trusts.roles import Role

pytestmark = pytest.mark.django_db


def test_a_suspect_price_with_its_pack_put_right_is_compared_again(gown, stella):
    about = suspects(gown)
    assert about.organisation == trust("NGT")

    actions.answer_pack(about, eaches=12, by=stella, at=AT)
    settle_down()

    assert match_of("NGT").eaches == 12
    assert match_of("SMR").eaches == 1
    assert question(kind="SUSPECT").state == QuestionState.SETTLED


def test_a_suspect_price_that_is_another_product_leaves_it_there_alone(gown, stella):
    about = suspects(gown)

    answer = actions.answer_not_same(about, by=stella, at=AT)
    settle_down()
    assert match_of("NGT").product is None
    assert match_of("SMR").product == gown

    actions.undo_answer(answer, by=stella, at=AT)
    settle_down()
    assert match_of("NGT").product == gown
    assert question(kind="SUSPECT").state == QuestionState.OPEN


def test_a_price_said_to_be_right_is_asked_about_again_only_when_it_moves(gown, stella):
    about = suspects(gown)
    actions.answer_price_is_right(about, by=stella, at=AT, note="Special order")
    settle_down()
    assert question(kind="SUSPECT").state == QuestionState.SETTLED

    bought(
        "NGT", "2", times=3, quantity="50", unit_price="400", line_value="",
        **(GOWN | {"unit_of_purchase": "EACH"}),
    )  # fmt: skip
    settle_down()

    assert question(kind="SUSPECT").state == QuestionState.OPEN


def test_products_that_may_be_one_are_merged_and_parted_again(stella):
    about = near_duplicates()
    assert about.value > 0

    answer = actions.answer_merge(about, by=stella, at=AT)
    settle_down()
    assert match_of("NGT").product == match_of("SMR").product
    assert question(kind="NEAR_DUPLICATE").state == QuestionState.SETTLED

    actions.undo_answer(answer, by=stella, at=AT)
    settle_down()
    assert match_of("NGT").product != match_of("SMR").product
    assert question(kind="NEAR_DUPLICATE").state == QuestionState.OPEN


def test_items_of_a_confidential_price_are_not_shown_and_are_merged_all_the_same(
    sign_in,
):
    about = near_duplicates()
    steward = make_membership("Stan Ward", Role.DATA_STEWARD, trust("NGT"))
    theirs = match_of("SMR").product
    ConfidentialPrice.objects.create(
        organisation=trust("SMR"), product=theirs, reason="OTHER", made_at=AT,
        ends_on=TODAY,
    )  # fmt: skip

    sides = sign_in(steward).get(f"/review/{about.pk}/").context["sides"]

    shown = [each for _, wordings in sides for each in wordings]
    assert [each.match.organisation.code for each in shown] == ["NGT"]
    actions.answer_merge(about, by=steward, at=AT)
    settle_down()
    assert match_of("NGT").product == match_of("SMR").product


def test_products_kept_apart_are_never_asked_about_again(stella):
    actions.answer_keep_apart(near_duplicates(), by=stella, at=AT)
    actions.refresh_questions(on=TODAY, at=AT, everything=True)

    assert question(kind="NEAR_DUPLICATE").state == QuestionState.SETTLED
