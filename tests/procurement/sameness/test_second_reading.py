"""Above a value nobody merges products alone that the desk asks about."""

import pytest
from django.utils import timezone

from catalogue.matching.actions import merge
from catalogue.products.models import Kind, Merge
from procurement.review import actions
from procurement.review.models import Question, QuestionState
from tests.procurement.gaps.test_views import words_of
from tests.procurement.sameness import world
from tests.procurement.sameness.test_views import address, merged, undo_of
from trusts.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(amina, dilys):
    world.fill()
    return world.product("AM1234"), world.product("AM1234X")


def ask(one, other, value=700):
    low, high = sorted((one, other), key=lambda each: each.pk)
    return Question.objects.create(
        kind="NEAR_DUPLICATE",
        key=f"D:{low.pk}:{high.pk}",
        product=low,
        other_product=high,
        value=value,
        items=6,
        organisations=[],
        description=low.description,
        opened_at=timezone.now(),
    )


def test_above_the_value_the_question_has_to_be_answered(
    sign_in, stella, pair, settings
):
    settings.REVIEW_SECOND_READER_ABOVE = "699"
    asked, client = ask(*pair), sign_in(stella)

    page = client.get(address(*pair))
    refused = merged(client, *pair)

    assert "a second person has to confirm that they are one" in words_of(page)
    assert f'href="/review/{asked.pk}/"' in page.content.decode()
    assert "3 items of 3 trusts go to another product" in words_of(page)
    assert refused.status_code == 422
    assert not Merge.objects.exists()


def test_up_to_the_value_one_person_merges(sign_in, stella, pair, settings):
    settings.REVIEW_SECOND_READER_ABOVE = "700"
    ask(*pair)
    Question.objects.update(state=QuestionState.PROPOSED)

    merged(sign_in(stella), *pair)

    assert Merge.objects.in_force().exists()


def test_what_is_not_asked_is_merged_alone_and_the_record_says_so(
    sign_in, stella, pair, settings
):
    settings.REVIEW_SECOND_READER_ABOVE = "700"
    client = sign_in(stella)

    page = words_of(client.get(address(*pair)))
    merged(client, *pair)

    assert "nobody else confirms it; the record will say so" in page
    [event] = AuditEvent.objects.filter(action="products_merged_without_second_reader")
    assert event.detail["numbers"] == [each.pk for each in pair]
    assert float(event.detail["pounds"]) > 700


def test_what_was_parted_is_not_merged_again_past_the_question(
    sign_in, stella, pair, settings
):
    client = sign_in(stella)
    merged(client, *pair)
    kept = Merge.objects.get()
    parted = client.post(f"/same/{kept.pk}/part/", {"reason": "Two"}, follow=True)
    settings.REVIEW_SECOND_READER_ABOVE = "699"
    ask(*pair)

    again = client.post(undo_of(parted), follow=True)

    assert again.redirect_chain[-1][0] == address(*pair)
    assert "a second person has to confirm" in words_of(again)
    assert not Merge.objects.in_force().exists()


@pytest.mark.parametrize("through_a_third", [False, True])
def test_an_answer_is_confirmed_though_somebody_merged_them_meanwhile(
    stella, pair, settings, through_a_third
):
    settings.REVIEW_SECOND_READER_ABOVE = "699"
    one, other = pair
    at = timezone.now()
    answer = actions.answer_merge(ask(*pair), by=stella, at=at)
    third = world.product("AM9999")
    ways = [(one, third), (third, other)] if through_a_third else [(one, other)]
    for low, high in ways:
        last = merge(kind=Kind.PRODUCT, from_id=low.pk, into_id=high.pk, by=None, at=at)

    confirmed = actions.confirm_answer(answer, by=None, at=at)

    assert confirmed.merge == last
    assert confirmed.question.state == QuestionState.SETTLED
    assert Merge.objects.count() == len(ways)
    actions.undo_answer(confirmed, by=None, at=at)
    assert Merge.objects.in_force().count() == len(ways) - 1
