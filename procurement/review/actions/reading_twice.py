"""A second person confirms an answer, or does not; and an answer is taken back."""

from datetime import datetime

from django.db import transaction

from catalogue.matching.actions import confirm_decision
from procurement.review import rules
from procurement.review.actions.sameness import keep_apart, put_together
from procurement.review.actions.taking_back import decisions_of, take_back
from procurement.review.actions.writing import move
from procurement.review.models import Answer, Outcome, Question, QuestionState
from trusts import audit
from trusts.models import Membership
from trusts.rules import refuse


@transaction.atomic
def confirm_answer(answer: Answer, *, by: Membership | None, at: datetime) -> Answer:
    """From now on the answer counts. Raises Refused."""
    answer = _taken_up(answer)
    refuse(rules.why_not_confirm(answer, by=by))
    answer.seconded_at, answer.seconded_by = at, by
    answer.save(update_fields=["seconded_at", "seconded_by"])
    for decision in decisions_of(answer):
        if decision.needs_second and not decision.ended_at:
            confirm_decision(decision, by=by, at=at)
    if answer.outcome == Outcome.MERGED:
        put_together(answer, by=by, at=at)
    elif answer.outcome == Outcome.KEPT_APART:
        keep_apart(answer, by=by, at=at)
    move(answer.question, QuestionState.SETTLED)
    _record("answer_confirmed", answer, by=by, at=at)
    return answer


@transaction.atomic
def refuse_answer(
    answer: Answer, *, by: Membership | None, at: datetime, note: str = ""
) -> Answer:
    """The second reader does not agree: the question waits again. Raises Refused."""
    answer = _taken_up(answer)
    refuse(rules.why_not_confirm(answer, by=by))
    take_back(answer, by=by, at=at, note=note)
    move(answer.question, QuestionState.OPEN)
    _record("answer_refused", answer, by=by, at=at)
    return answer


@transaction.atomic
def undo_answer(answer: Answer, *, by: Membership | None, at: datetime) -> Answer:
    """Take an answer back, with all that followed from it: the question waits again.
    Raises Refused."""
    answer = _taken_up(answer)
    refuse(rules.why_not_undo(answer, by=by))
    take_back(answer, by=by, at=at, note="")
    move(answer.question, QuestionState.OPEN)
    _record("answer_taken_back", answer, by=by, at=at)
    return answer


def _taken_up(answer: Answer) -> Answer:
    """The answer and its question as they stand now, locked in that order always."""
    question = Question.objects.select_for_update(of=("self",)).get(
        pk=answer.question_id
    )
    answer = Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    answer.question = question
    return answer


def _record(
    action: str, answer: Answer, *, by: Membership | None, at: datetime
) -> None:
    audit.record(
        action,
        target=answer.question.description,
        by=by,
        at=at,
        organisation=answer.question.organisation,
        question=answer.question_id,
        answer=answer.outcome,
        note=answer.undone_note,
    )
