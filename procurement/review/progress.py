"""How much waits behind questions, and what answers have released."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils import timezone

from procurement.review.models import (
    Answer,
    Question,
    QuestionItem,
    QuestionKind,
    QuestionQuerySet,
    QuestionState,
)
from procurement.review.narrowing import waits_for
from procurement.review.rules import may_answer
from procurement.review.summaries import Pile
from trusts.models import Membership

LAST = 10


@dataclass(frozen=True, slots=True)
class Released:
    """What the member's answers of today made comparable, and the last ten of them."""

    today: Pile
    last_ten: Decimal


@dataclass(frozen=True, slots=True)
class Desk:
    """What the first page says of the review desk: `waiting` for an answer, with the
    money of the member's own trust or of all, `suspects` how many of those are suspect
    prices, `seconds` what waits for a second reader, `asked` what the member's own
    trust is asked."""

    waiting: Pile
    suspects: int
    seconds: int
    asked: int
    may_answer: bool


def waiting_for(questions: QuestionQuerySet, member: Membership) -> Pile:
    """The questions with the money behind them: of the member's own trust, or of all
    for who sees the region."""
    return _of_all(questions) if member.sees_region else _at(questions, member)


def _of_all(questions: QuestionQuerySet) -> Pile:
    sums = questions.order_by().aggregate(value=Sum("value"), count=Count("pk"))
    return Pile(sums["count"], sums["value"] or Decimal(0))


def _at(questions: QuestionQuerySet, member: Membership) -> Pile:
    """With what the member's own trust spent on what the questions are about."""
    items = QuestionItem.objects.filter(
        question__in=questions, item__organisation=member.organisation_id
    ).aggregate(value=Sum("value"))
    sums = questions.order_by().aggregate(
        count=Count("pk"),
        value=Sum(
            "value",
            filter=Q(kind=QuestionKind.SUSPECT, organisation=member.organisation_id),
        ),
    )
    own = (items["value"] or Decimal(0)) + (sums["value"] or Decimal(0))
    return Pile(sums["count"], own)


def released_by(member: Membership, *, at: datetime) -> Released:
    """By answers of the member's own that stand and count."""
    answers = Answer.objects.counting().filter(answered_by=member)
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    today = answers.filter(answered_at__gte=midnight).aggregate(
        value=Sum("released"), count=Count("pk")
    )
    last = answers.newest_first().values_list("released", flat=True)[:LAST]
    return Released(
        today=Pile(today["count"], today["value"] or Decimal(0)),
        last_ten=sum(last, Decimal(0)),
    )


def desk_of(member: Membership, *, at: datetime) -> Desk:
    """What waits for the member at the review desk, in one look."""
    waiting = waits_for(member, on=timezone.localdate(at))
    own = Q(of_items__item__organisation=member.organisation_id)
    own_price = Q(kind=QuestionKind.SUSPECT, organisation=member.organisation_id)
    value = (
        _sum("value", waiting)
        if member.sees_region
        else _sum("of_items__value", waiting & own) + _sum("value", waiting & own_price)
    )
    asked = Q(state=QuestionState.ASKED, asked_of=member.organisation_id)
    found = (
        Question.objects.visible_to(member)
        .unsettled()
        .order_by()
        .aggregate(
            count=_count(waiting),
            value=value,
            suspects=_count(waiting & Q(kind=QuestionKind.SUSPECT)),
            seconds=_count(Q(state=QuestionState.PROPOSED)),
            asked=_count(asked),
        )
    )
    return Desk(
        waiting=Pile(found["count"], found["value"]),
        suspects=found["suspects"],
        seconds=found["seconds"],
        asked=found["asked"],
        may_answer=may_answer(member),
    )


def _count(which: Q) -> Count:
    return Count("pk", filter=which, distinct=True)


def _sum(field: str, which: Q) -> Sum:
    return Sum(field, filter=which, default=Decimal(0))
