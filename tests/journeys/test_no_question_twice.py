"""What was settled once is not asked again when next month's files come: a region made
twice from one seed, the second time with later dates."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from catalogue.products.models import Product
from procurement.demonstration.region import Size, make_region
from procurement.gaps.actions import catch_up as catch_up_gaps
from procurement.review import actions
from procurement.review.actions import catch_up as catch_up_questions
from procurement.review.models import (
    Outcome,
    Question,
    QuestionItem,
    QuestionState,
)
from tests.journeys.truth import Truth

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 30, 12, tzinfo=UTC)
LATER = AT + timedelta(days=31)
SETTLED = 120


def import_region(folder, until):
    made = make_region(
        Size(trusts=5, products=500, lines=6_000, seed=11, until=until.date()), folder
    )
    for each in made:
        call_command(
            "import_purchases", str(each.file), organisation=each.trust.code,
            prices_include_vat=each.prices_include_vat,
        )  # fmt: skip
    settle_down(until)


def settle_down(at):
    while catch_up_gaps(on=at.date(), at=at) or catch_up_questions(at=at):
        pass


def asked_about():
    """(trust, local code) of every item that a question waits about."""
    waiting = QuestionItem.objects.filter(question__in=Question.objects.unsettled())
    return set(waiting.values_list("item__organisation__code", "item__local_code"))


def settle(question, truth):
    outcome, said = truth.answer(question)
    by = {"by": None, "at": AT}
    match outcome:
        case Outcome.SAME:
            product = Product.objects.get(pk=said)
            actions.answer_same(question, product=product, **by)
        case Outcome.OWN_PRODUCT:
            actions.answer_own_product(question, **by)
        case Outcome.NOT_SAME:
            actions.answer_not_same(question, **by)
        case Outcome.PACK:
            actions.answer_pack(question, eaches=said, **by)
        case Outcome.MERGED:
            actions.answer_merge(question, **by)
        case Outcome.KEPT_APART:
            actions.answer_keep_apart(question, **by)
        case Outcome.LATER:
            actions.answer_price_is_right(question, **by)


@pytest.fixture
def settled(tmp_path, monkeypatch):
    """A region of which the largest questions were settled, every kind that there is,
    and what it would be to import it again a month later."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: LATER.date())
    first = tmp_path / "first"
    size = Size(trusts=5, products=500, lines=6_000, seed=11, until=AT.date())
    make_region(size, first)
    call_command("load_organisations", str(first / "organisations.csv"))
    call_command("load_catalogue", str(first / "catalogue.csv"))
    import_region(tmp_path / "this_month", AT)
    truth = Truth(first)
    asked_before = asked_about()
    for _ in range(2):  # what has a product now may still have no known pack
        truth.look()
        for question in Question.objects.unsettled().largest_first()[:SETTLED]:
            settle(question, truth)
        settle_down(AT)
    return tmp_path, asked_before - asked_about()


def test_no_settled_question_comes_back_with_next_months_files(settled):
    folder, settled_items = settled
    answered = set(
        Question.objects.filter(state=QuestionState.SETTLED).values_list(
            "pk", flat=True
        )
    )
    kinds = set(Question.objects.filter(pk__in=answered).values_list("kind", flat=True))
    assert len(answered) > SETTLED / 2
    assert {"UNMATCHED", "PACK_UNKNOWN"} <= kinds

    import_region(folder / "next_month", LATER)

    back = Question.objects.unsettled().filter(pk__in=answered)
    assert not [(each.kind, each.key, each.value) for each in back]
    assert len(settled_items) > SETTLED / 2
    assert not settled_items & asked_about()
