"""Putting a question off, or to a trust, without deciding anything."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from procurement.review import rules
from procurement.review.actions.writing import move, taken_up, write_answer
from procurement.review.models import Answer, Outcome, Question, QuestionState
from trusts import audit
from trusts.models import Membership, Organisation
from trusts.rules import Refused, refuse


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
    today = timezone.localdate(at)
    refuse(rules.why_not_later(question, until, on=today, by=by))
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
