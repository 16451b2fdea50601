"""The answers to a question. Each is one transaction, and raises Refused with a
sentence where somebody was quicker, or where it is no answer to this question."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from catalogue.matching.actions import settle_match, settle_pack
from catalogue.matching.models import MatchDecision, Verdict
from catalogue.products.models import Product
from procurement.review import rules
from procurement.review.actions.sameness import keep_apart, put_together
from procurement.review.actions.writing import (
    evidence_of,
    items_of,
    move,
    pack_wordings,
    released_by_product,
    taken_up,
    write_answer,
)
from procurement.review.models import (
    Answer,
    Outcome,
    Question,
    QuestionKind,
    QuestionState,
)
from trusts import audit
from trusts.models import Membership, Organisation
from trusts.rules import Refused, refuse


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
def answer_pack(
    question: Question,
    *,
    eaches: int,
    by: Membership | None,
    at: datetime,
    only_here: bool | None = None,
    wording: tuple[str, str] | None = None,
    note: str = "",
) -> Answer:
    """The pack holds so many eaches: wherever its sources say the same, or, as with a
    suspect price unless said otherwise, at its own trust only. `wording` is the unit
    and what the sources say, where a suspect price is made of several."""
    question = taken_up(question, by=by, kinds=rules.ABOUT_PACKS)
    assert question.product is not None
    is_suspect = question.kind == QuestionKind.SUSPECT
    unit, says = _wording_of(question, wording) if is_suspect else _said_in(question)
    only_here = is_suspect if only_here is None else only_here
    decision = settle_pack(
        product=question.product,
        unit=unit,
        says=says,
        eaches=eaches,
        organisation=_place_of(question, by=by) if only_here else None,
        by=by,
        at=at,
        needs_second=rules.needs_second(question, by=by),
        value=question.value,
        note=note,
        evidence=evidence_of(question),
    )
    answer = write_answer(
        question,
        Outcome.PACK,
        by=by,
        at=at,
        needs_second=decision.needs_second,
        note=note,
        product=question.product,
        eaches=eaches,
        released=question.value,
    )
    answer.pack_decisions.add(decision)
    return answer


def _said_in(question: Question) -> tuple[str, str]:
    return question.unit, question.says


def _wording_of(question: Question, wording: tuple[str, str] | None) -> tuple[str, str]:
    wordings = pack_wordings(items_of(question))
    if wording is None and len(wordings) == 1:
        return next(iter(wordings))
    if wording not in wordings:
        raise Refused(
            "This price is made of several packs. Choose the one that is wrong, then "
            "say what it holds."
        )
    return wording


def _place_of(question: Question, *, by: Membership | None) -> Organisation:
    """The one trust that an answer is to hold for."""
    if question.organisation:
        return question.organisation
    places = question.organisations
    if by and by.organisation_id in places:
        return by.organisation
    if len(places) != 1:
        raise Refused(
            "Several trusts have this pack, so it is not clear at which one the answer "
            "is to hold. Answer for all of them, or ask the trust."
        )
    return Organisation.objects.get(pk=places[0])


@transaction.atomic
def answer_price_is_right(
    question: Question, *, by: Membership | None, at: datetime, note: str = ""
) -> Answer:
    """The trust really pays so much more, or less. It stays out of every sum, and is
    asked about again only when the price has moved by a quarter."""
    question = taken_up(question, by=by, kinds={QuestionKind.SUSPECT})
    return write_answer(
        question,
        Outcome.PRICE_RIGHT,
        by=by,
        at=at,
        needs_second=rules.needs_second(question, by=by),
        note=note,
        product=question.product,
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


@transaction.atomic
def answer_later(
    question: Question,
    *,
    until: date,
    by: Membership | None,
    at: datetime,
    note: str = "",
) -> Answer:
    """Put the question off until a day."""
    question = taken_up(question, by=by)
    refuse(rules.why_not_later(until, on=timezone.localdate(at)))
    answer = write_answer(question, Outcome.LATER, by=by, at=at, note=note)
    move(question, QuestionState.LATER, later_until=until)
    return answer


@transaction.atomic
def ask_trust(
    question: Question,
    *,
    organisation: Organisation,
    by: Membership | None,
    at: datetime,
    note: str = "",
) -> Answer:
    """Let the trust whose items they are say what is right."""
    question = taken_up(question, by=by)
    if organisation.pk not in question.organisations:
        raise Refused("This question is not about anything that this trust buys.")
    answer = write_answer(
        question, Outcome.ASKED, by=by, at=at, note=note, released=Decimal(0)
    )
    move(question, QuestionState.ASKED, asked_of=organisation)
    audit.record(
        "trust_asked",
        target=question.description,
        by=by,
        at=at,
        organisation=organisation,
        question=question.pk,
    )
    return answer
