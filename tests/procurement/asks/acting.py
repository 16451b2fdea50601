"""What tests of letters do again and again: draft, send, answer."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from procurement.asks import actions
from procurement.asks.actions import LineAnswer
from procurement.asks.models import Answer
from procurement.gaps.models import Gap

AT = datetime(2026, 10, 1, 9, tzinfo=UTC)
LATER = AT + timedelta(days=14)
FROM = date(2026, 10, 19)


def draft(kestrel, by, *, only=None):
    gaps = Gap.objects.all()
    if only:
        gaps = gaps.filter(product__description=only)
    return actions.draft_ask(
        kestrel, gaps=gaps.values_list("pk", flat=True), by=by, at=AT
    )


def sent(kestrel, by, **more):
    return actions.issue_ask(draft(kestrel, by, **more), by=by, at=AT)


def answer(ask, said, *, by, **more):
    told = {"replied_on": LATER.date(), "evidence": "E-mail of 14 October"} | more
    lines = {line.pk: said for line in ask.lines.all()}
    return actions.log_reply(ask, **told, answers=lines, by=by, at=LATER)


def agreed_at(price, **more):
    return LineAnswer(Answer.AGREED, Decimal(price), FROM, **more)
