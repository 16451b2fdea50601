"""What a supplier answers, and the prices agreed with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from procurement.asks import queries, rules
from procurement.asks.actions.drafting import held
from procurement.asks.models import (
    AgreedPrice,
    Answer,
    Ask,
    AskLine,
    AskReply,
    AskStage,
    Outcome,
)
from procurement.gaps.models import Gap, GapStage
from procurement.worklist import actions as worklist
from trusts import audit
from trusts.models import Membership
from trusts.rules import refuse
from trusts.successions import day_in_words


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """The answer for one product. A price is pounds per each; an agreed one holds from
    `from_on` up to, and not on, `until_on`."""

    answer: Answer
    price: Decimal | None = None
    from_on: date | None = None
    until_on: date | None = None


@transaction.atomic
def log_reply(
    ask: Ask,
    *,
    replied_on: date,
    evidence: str,
    note: str = "",
    answers: Mapping[int, LineAnswer],
    by: Membership,
    at: datetime,
) -> AskReply:
    """Write a reply down, with the answers by the lines' ids; what is agreed becomes a
    price that order lines are held against. Lines agreed before stay so. Raises
    Refused."""
    ask = held(ask)
    refuse(rules.why_not_log(ask, by=by))
    refuse(rules.why_not_replied(replied_on, ask=ask, today=timezone.localdate(at)))
    refuse("" if evidence.strip() else "Say where the reply is written.")
    open_lines = ask.lines.exclude(answer=Answer.AGREED).select_related("product")
    answered = [line for line in open_lines if line.pk in answers]
    refuse("" if answered else "Say what the answer is, for one product at least.")
    for line in answered:
        _answer(ask, line, answers[line.pk], evidence=evidence, by=by, at=at)
    reply = AskReply.objects.create(
        ask=ask,
        replied_on=replied_on,
        outcome=_outcome(ask),
        evidence=evidence.strip(),
        note=note.strip(),
        logged_at=at,
        logged_by=by,
    )
    ask.stage = AskStage.ANSWERED
    ask.save(update_fields=["stage"])
    audit.record(
        "ask_answered",
        target=f"{ask.reference}, {ask.supplier.name}",
        by=by,
        at=at,
        outcome=reply.get_outcome_display(),
        lines=len(answered),
    )
    return reply


@transaction.atomic
def withdraw_price(price: AgreedPrice, *, by: Membership, at: datetime) -> None:
    """Take back a price that was agreed by mistake: nothing is held against it any
    more, its line can be answered again, and its gap is open again unless another
    agreed price stands. Raises Refused."""
    price = AgreedPrice.objects.select_for_update().get(pk=price.pk)
    refuse(rules.why_not_withdraw(price, by=by))
    price.ended_at, price.ended_by = at, by
    price.save(update_fields=["ended_at", "ended_by"])
    line = price.line
    if line and not line.agreed_prices.standing().exists():
        line.answer, line.offered_price = Answer.NONE, None
        line.save(update_fields=["answer", "offered_price"])
    _open_gaps_again(price, by=by, at=at)
    audit.record(
        "price_withdrawn",
        target=price.product,
        by=by,
        at=at,
        organisation=price.organisation,
        price_each=price.price_each,
    )


def _open_gaps_again(price: AgreedPrice, *, by: Membership, at: datetime) -> None:
    mine = {"organisation": price.organisation_id}
    left = AgreedPrice.objects.standing().of(price.product).filter(**mine)
    today = timezone.localdate(at)
    if left.filter(Q(until_on=None) | Q(until_on__gt=today)).exists():
        return
    products = {price.product_id, price.product.merged_into_id or price.product_id}
    gaps = Gap.objects.filter(product__in=products, **mine)
    worklist.move_back(gaps, note="The agreed price was taken back", by=by, at=at)


def _answer(
    ask: Ask,
    line: AskLine,
    said: LineAnswer,
    *,
    evidence: str,
    by: Membership,
    at: datetime,
) -> None:
    line.answer = said.answer
    has_price = said.answer in (Answer.AGREED, Answer.OFFERED)
    line.offered_price = said.price if has_price else None
    if has_price:
        refuse(rules.why_not_offered(said.price, said.answer, paid=line.price_each))
    line.save(update_fields=["answer", "offered_price"])
    if said.answer == Answer.AGREED:
        _agree(ask, line, said, evidence=evidence, by=by, at=at)


def _agree(
    ask: Ask,
    line: AskLine,
    said: LineAnswer,
    *,
    evidence: str,
    by: Membership,
    at: datetime,
) -> None:
    from_on, price = said.from_on, said.price
    refuse("" if from_on else "Say from which day the price holds.")
    assert from_on is not None  # or it was refused
    assert price is not None  # likewise, by `why_not_offered`
    today = timezone.localdate(at)
    refuse(rules.why_not_dates(from_on, said.until_on, today=today, ask=ask))
    gaps = queries.gaps_that_gain(line, price, from_on=from_on, until_on=said.until_on)
    refuse("" if gaps else rules.nobody_gains(line))
    for organisation in {gap.organisation for gap in gaps}:
        _keep_price(
            AgreedPrice(
                organisation=organisation,
                supplier=ask.supplier,
                product=line.product,
                price_each=price,
                from_on=from_on,
                until_on=said.until_on,
                line=line,
                evidence=evidence.strip(),
                agreed_at=at,
                agreed_by=by,
            )
        )
    note = f"{ask.reference}: agreed from {day_in_words(from_on)}"
    there = queries.where_they_stand(gaps)
    worklist.move(there, stage=GapStage.AGREED, note=note, by=by, at=at)


def _keep_price(price: AgreedPrice) -> None:
    """Keep it, in the place of what was agreed for the same days."""
    by, at, from_on = price.agreed_by, price.agreed_at, price.from_on
    assert price.line is not None  # it is the answer to one
    agreed = queries.agreed_within(price.line, from_on=from_on, until_on=price.until_on)
    for older in agreed.filter(organisation=price.organisation):
        _make_room(older, price)
    price.save()
    audit.record(
        "price_agreed",
        target=price.product,
        by=by,
        at=at,
        organisation=price.organisation,
        price_each=price.price_each,
        from_on=from_on,
    )


def _make_room(older: AgreedPrice, newer: AgreedPrice) -> None:
    """Leave an older price its days before the newer one and after it. One without a
    last day holds until another is agreed: of it, what is before stays."""
    _record_replaced(older, newer)
    begins_before = older.from_on < newer.from_on
    until, rest_on = older.until_on, newer.until_on
    if rest_on and (begins_before if until is None else until <= rest_on):
        rest_on = None
    if begins_before:
        older.until_on = newer.from_on
    elif rest_on:
        older.from_on = rest_on
    else:
        older.ended_at, older.ended_by = newer.agreed_at, newer.agreed_by
    older.save()
    if begins_before and rest_on:
        older.pk, older.from_on, older.until_on = None, rest_on, until
        older.save(force_insert=True)


def _record_replaced(older: AgreedPrice, newer: AgreedPrice) -> None:
    """What an older price was, and its days, before a newer one takes some of them."""
    audit.record(
        "price_replaced",
        target=older.product,
        by=newer.agreed_by,
        at=newer.agreed_at,
        organisation=older.organisation,
        price_each=older.price_each,
        from_on=older.from_on,
        until_on=older.until_on,
        after=newer.price_each,
    )


def _outcome(ask: Ask) -> Outcome:
    """What the answers, taken together, are."""
    answers = set(ask.lines.values_list("answer", flat=True))
    if answers == {Answer.AGREED}:
        return Outcome.ACCEPTED
    if Answer.AGREED in answers:
        return Outcome.PART
    return Outcome.COUNTER if Answer.OFFERED in answers else Outcome.REFUSED
