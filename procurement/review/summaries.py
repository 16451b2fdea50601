"""What waits, and what answers have released."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Sum

from procurement.review.models import Answer, Question
from trusts.models import Membership


@dataclass(frozen=True, slots=True)
class Pile:
    """So many questions or answers, and pounds ex VAT in 12 months."""

    count: int
    value: Decimal


def waiting(*, member: Membership, on: date) -> Pile:
    """What waits for an answer that the member may see."""
    questions = Question.objects.visible_to(member).waiting(on=on)
    return Pile(**questions.aggregate(count=Count("pk"), value=_sum("value")))


def unsettled(*, member: Membership) -> Pile:
    """What has no answer that counts, whatever is being done about it."""
    questions = Question.objects.visible_to(member).unsettled()
    return Pile(**questions.aggregate(count=Count("pk"), value=_sum("value")))


def released(*, member: Membership, since: datetime) -> Pile:
    """What answers given since then have made comparable."""
    answers = Answer.objects.visible_to(member).counting()
    given = answers.filter(answered_at__gte=since)
    return Pile(**given.aggregate(count=Count("pk"), value=_sum("released")))


def _sum(field: str) -> Sum:
    return Sum(field, default=Decimal(0))
