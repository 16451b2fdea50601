"""Which product items are, and whether two products are one, as a person answers. Each
is one transaction, and raises Refused with a sentence where somebody was quicker, or
where it is no answer to this question."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from catalogue.matching.actions import settle_match
from catalogue.matching.models import MatchDecision, Verdict
from catalogue.products.models import Product
from procurement.review import rules
from procurement.review.actions.sameness import keep_apart, put_together
from procurement.review.actions.writing import (
    evidence_of,
    items_of,
    released_by_product,
    taken_up,
    write_answer,
)
from procurement.review.models import Answer, Outcome, Question, QuestionKind
from trusts.models import Membership


@transaction.atomic
def answer_same(
    question: Question,
    *,
    product: Product,
    by: Membership | None,
    at: datetime,
    note: str = "",
) -> Answer:
    """All that the question is about is this product, at every trust."""
    question = taken_up(question, by=by, kinds=rules.ABOUT_MATCHES)
    return _put_on(question, product, Outcome.SAME, by=by, at=at, note=note)


@transaction.atomic
def answer_own_product(
    question: Question, *, by: Membership | None, at: datetime, note: str = ""
) -> Answer:
    """It is a product that nobody else has so far."""
    question = taken_up(question, by=by, kinds=rules.ABOUT_MATCHES)
    first = items_of(question).select_related("item").first()
    product = Product.objects.create(
        manufacturer_id=first.manufacturer_id if first else None,
        part_code="",
        part_key="",
        description=question.description,
        is_declared=False,
    )
    return _put_on(question, product, Outcome.OWN_PRODUCT, by=by, at=at, note=note)


def _put_on(
    question: Question,
    product: Product,
    outcome: Outcome,
    *,
    by: Membership | None,
    at: datetime,
    note: str,
) -> Answer:
    released = released_by_product(question)
    decision = _settle(question, product, Verdict.SAME, by=by, at=at, note=note)
    answer = write_answer(
        question,
        outcome,
        by=by,
        at=at,
        needs_second=decision.needs_second,
        note=note,
        product=product,
        released=released,
    )
    answer.match_decisions.add(decision)
    return answer


@transaction.atomic
def answer_different(
    question: Question,
    *,
    products: Collection[Product],
    by: Membership | None,
    at: datetime,
    note: str = "",
) -> Answer:
    """It is none of these products, and nobody is to propose them again."""
    question = taken_up(question, by=by, kinds=rules.ABOUT_MATCHES)
    decisions = [
        _settle(question, product, Verdict.DIFFERENT, by=by, at=at, note=note)
        for product in products
    ]
    answer = write_answer(
        question,
        Outcome.NOT_SAME,
        by=by,
        at=at,
        needs_second=rules.needs_second(question, by=by),
        note=note,
    )
    answer.match_decisions.set(decisions)
    return answer


@transaction.atomic
def answer_not_same(
    question: Question, *, by: Membership | None, at: datetime, note: str = ""
) -> Answer:
    """What the trust buys at a suspect price is not the product it was put on."""
    question = taken_up(question, by=by, kinds={QuestionKind.SUSPECT})
    assert question.product is not None
    decision = settle_match(
        item_ids=list(items_of(question).values_list("pk", flat=True)),
        product=question.product,
        verdict=Verdict.DIFFERENT,
        by=by,
        at=at,
        needs_second=rules.needs_second(question, by=by),
        value=question.value,
        note=note,
        evidence=evidence_of(question),
    )
    answer = write_answer(
        question,
        Outcome.NOT_SAME,
        by=by,
        at=at,
        needs_second=decision.needs_second,
        note=note,
        product=question.product,
    )
    answer.match_decisions.add(decision)
    return answer


def _settle(
    question: Question,
    product: Product,
    verdict: Verdict,
    *,
    by: Membership | None,
    at: datetime,
    note: str,
) -> MatchDecision:
    assert question.subject is not None
    return settle_match(
        subjects=[question.subject],
        product=product,
        verdict=verdict,
        by=by,
        at=at,
        needs_second=rules.needs_second(question, by=by),
        value=question.value,
        note=note,
        evidence=evidence_of(question),
    )


@transaction.atomic
def answer_merge(
    question: Question, *, by: Membership | None, at: datetime, note: str = ""
) -> Answer:
    """The two products are one."""
    question = taken_up(question, by=by, kinds={QuestionKind.NEAR_DUPLICATE})
    waits = rules.needs_second(question, by=by)
    answer = write_answer(
        question,
        Outcome.MERGED,
        by=by,
        at=at,
        needs_second=waits,
        note=note,
        released=question.value,
    )
    if not waits:
        put_together(answer, by=by, at=at)
    return answer


@transaction.atomic
def answer_keep_apart(
    question: Question, *, by: Membership | None, at: datetime, note: str = ""
) -> Answer:
    """The two products are two, for ever."""
    question = taken_up(question, by=by, kinds={QuestionKind.NEAR_DUPLICATE})
    waits = rules.needs_second(question, by=by)
    answer = write_answer(
        question, Outcome.KEPT_APART, by=by, at=at, needs_second=waits, note=note
    )
    if not waits:
        keep_apart(answer, by=by, at=at)
    return answer
