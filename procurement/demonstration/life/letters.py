"""What suppliers were asked: one letter answered, one that waits, one in draft."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice

from catalogue.products.models import Supplier
from procurement.asks import actions
from procurement.asks.actions import LineAnswer
from procurement.asks.models import Answer, Ask
from procurement.asks.queries import gaps_to_raise
from procurement.demonstration.life.moments import Event, People, at_time
from procurement.suppliers.actions import keep_suppliers
from trusts.models import Membership

SENT_DAYS_AGO, WAITING_DAYS, REPLY_DAYS = 60, 9, 12
FROM_VALUE = 17  # the larger gaps are at other work
WRITERS = 3  # trusts of which somebody has written


def letter_events(people: People, today: date) -> list[Event]:
    """The leads of the first trusts have written to suppliers."""
    leads = sorted(
        people.at_trusts("trust_lead"), key=lambda each: each.organisation.code
    )
    keep_suppliers(on=today, at=at_time(today, 1), everything=True)
    events = []
    for lead in leads[:WRITERS]:
        days = (SENT_DAYS_AGO, WAITING_DAYS, 0)
        for ago, (supplier, gaps) in zip(days, _suppliers(lead), strict=False):
            events += _events(lead, supplier, gaps, today - timedelta(days=ago), today)
    return events


def _suppliers(lead: Membership) -> list[tuple[Supplier, list[int]]]:
    """The suppliers of smaller gaps, with what counts under each."""
    found: dict[Supplier, list[int]] = {}
    for gap in gaps_to_raise(lead).filter(counted__isnull=False)[FROM_VALUE:60]:
        found.setdefault(gap.counted.supplier, []).append(gap.pk)
    ranked = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0].pk))
    return list(islice(ranked, 3))


def _events(
    lead: Membership, supplier: Supplier, gaps: list[int], day: date, today: date
) -> list[Event]:
    asks: list[Ask] = []

    def draft(at: datetime) -> None:
        asks.append(actions.draft_ask(supplier, gaps=gaps, by=lead, at=at))

    def send(at: datetime) -> None:
        actions.issue_ask(asks[0], by=lead, at=at)

    events = [Event(at_time(day, 11 if day < today else 0), draft)]
    if day < today:
        events.append(Event(at_time(day, 15), send))
    if day == today - timedelta(days=SENT_DAYS_AGO):
        replied = day + timedelta(days=REPLY_DAYS)
        answer = Event(at_time(replied, 9), lambda at: _answer(asks[0], lead, at))
        events.append(answer)
    return events


def _answer(ask: Ask, lead: Membership, at: datetime) -> None:
    """The first half is agreed at a tenth less, the rest refused."""
    day = at.date()
    lines = list(ask.lines.order_by("pk"))
    answers = {line.pk: LineAnswer(Answer.REFUSED) for line in lines}
    for line in lines[: (len(lines) + 1) // 2]:
        price = (line.price_each * Decimal("0.9")).quantize(Decimal("0.0001"))
        until = day + timedelta(days=120 if line is lines[0] else 365)
        answers[line.pk] = LineAnswer(Answer.AGREED, price, day, until)
    actions.log_reply(
        ask,
        replied_on=day,
        evidence="E-mail of their account manager",
        note="They hold the prices as long as the volume does.",
        answers=answers,
        by=lead,
        at=at,
    )
