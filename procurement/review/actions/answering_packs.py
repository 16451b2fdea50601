"""What a pack holds, or that a suspect price is right, as a person answers. Each is one
transaction, and raises Refused as every answer does."""

from datetime import datetime

from django.db import transaction

from catalogue.matching.actions import settle_pack
from procurement.review import rules
from procurement.review.actions.writing import (
    evidence_of,
    items_of,
    pack_wordings,
    taken_up,
    write_answer,
)
from procurement.review.models import Answer, Outcome, Question, QuestionKind
from trusts.models import Membership, Organisation
from trusts.rules import Refused


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
    unit, says = _wording_of(question, wording)
    here = question.kind == QuestionKind.SUSPECT if only_here is None else only_here
    decision = settle_pack(
        product=question.product,
        unit=unit,
        says=says,
        eaches=eaches,
        organisation=_place_of(question, by=by) if here else None,
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


def _wording_of(question: Question, wording: tuple[str, str] | None) -> tuple[str, str]:
    if question.kind != QuestionKind.SUSPECT:
        return question.unit, question.says
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
