"""How an answer is written down: one row, the question's new state, the record."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from catalogue.matching.models import Match, PackStatus
from procurement.review import rules
from procurement.review.actions.taking_back import take_back
from procurement.review.models import (
    Answer,
    Outcome,
    Question,
    QuestionItem,
    QuestionKind,
    QuestionState,
)
from trusts import audit
from trusts.models import Membership
from trusts.rules import refuse

# Of an answer's items so many stand in its evidence, those with the most money first.
MOST_SHOWN = 200


def taken_up(
    question: Question, *, by: Membership | None, kinds: set[QuestionKind] | None = None
) -> Question:
    """The question as it stands now, and nobody else's until the transaction ends.
    Raises Refused where it may not be answered so."""
    question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    refuse(rules.why_not_answer(question, by=by, kinds=kinds))
    return question


def write_answer(
    question: Question,
    outcome: Outcome,
    *,
    by: Membership | None,
    at: datetime,
    needs_second: bool = False,
    **also: Any,
) -> Answer:
    """The answer, with which the question is settled or waits for a second reader."""
    _take_the_last_back(question, by=by, at=at)
    answer = Answer.objects.create(
        question=question,
        outcome=outcome,
        value=question.value,
        price_each=question.price_each,
        answered_at=at,
        answered_by=by,
        needs_second=needs_second,
        **also,
    )
    move(
        question,
        QuestionState.PROPOSED if needs_second else QuestionState.SETTLED,
    )
    audit.record(
        "question_answered",
        target=question.description,
        by=by,
        at=at,
        organisation=question.organisation,
        question=question.pk,
        answer=outcome,
        note=answer.note,
    )
    return answer


def move(question: Question, state: QuestionState, **also: Any) -> None:
    """To this state, with what belongs to it alone."""
    question.state = state
    question.later_until = also.get("later_until")
    question.asked_of = also.get("asked_of")
    question.save(update_fields=["state", "later_until", "asked_of"])


def _take_the_last_back(
    question: Question, *, by: Membership | None, at: datetime
) -> None:
    """One answer stands at a time: what put the question off ends with the next, and so
    does, with all that it led to, an answer that was not enough."""
    for answer in Answer.objects.standing().filter(question=question):
        take_back(answer, by=by, at=at)


def evidence_of(question: Question) -> dict[str, Any]:
    """What the answer was given on, as it stood then."""
    items = items_of(question).select_related("item", "organisation")[:MOST_SHOWN]
    return {
        "question": question.get_kind_display(),
        "value": str(question.value),
        "items": [
            {
                "trust": match.organisation.code,
                "local_code": match.item.local_code,
                "description": match.item.description,
                "supplier": match.item.supplier_name,
                "supplier_part": match.item.supplier_part,
                "manufacturer": match.item.manufacturer_name,
                "part_code": match.item.mpc,
                "npc": match.item.npc,
                "gtin": match.item.gtin,
                "unit": match.item.unit_of_purchase,
                "pack": match.item.pack_size,
            }
            for match in items
        ],
    }


def items_of(question: Question):
    """The items that a question is about, with what was made of each."""
    if question.kind == QuestionKind.SUSPECT:
        return Match.objects.filter(
            product=question.product, organisation=question.organisation
        ).order_by("pk")
    if question.kind == QuestionKind.NEAR_DUPLICATE:
        of_either = Q(product=question.product) | Q(product=question.other_product)
        return Match.objects.filter(of_either).order_by("pk")
    return Match.objects.filter(item__asked_about__question=question).order_by(
        "-item__asked_about__value", "pk"
    )


def released_by_product(question: Question) -> Decimal:
    """What is comparable once the items have a product: those whose pack is known."""
    known = QuestionItem.objects.filter(
        question=question, item__match__pack_status=PackStatus.KNOWN
    )
    return known.aggregate(value=Sum("value"))["value"] or Decimal(0)


def pack_wordings(matches: Iterable[Match]) -> dict[tuple[str, str], list[Match]]:
    """The items by what a pack decision speaks of: their unit and what sources say."""
    found: dict[tuple[str, str], list[Match]] = {}
    for match in matches:
        found.setdefault((match.unit, match.pack_evidence), []).append(match)
    return found
