"""A letter before it is sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from catalogue.products.models import Supplier
from procurement.asks import queries, rules
from procurement.asks.figures import by_product, figures_of
from procurement.asks.models import Ask, AskedGap, AskFor, AskLine, AskStage
from procurement.asks.wording import USUAL
from procurement.gaps.models import Gap
from procurement.gaps.summaries import as_at
from trusts import audit
from trusts.models import Membership
from trusts.rules import refuse

DAYS_TO_REPLY = 28
WORDS = (
    "addressee", "contact_name", "contact_email", "contact_phone", "reply_until",
    "paragraphs",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LineAsk:
    """What is asked for on a line: its band, or a price each in pounds."""

    asks_for: AskFor
    price: Decimal | None = None


@transaction.atomic
def draft_ask(
    supplier: Supplier, *, gaps: Iterable[int], by: Membership, at: datetime
) -> Ask:
    """Begin a letter about gaps, by their ids, that count under the supplier. Raises
    Refused where none of them may be raised."""
    refuse(rules.why_not_make(by=by))
    found = list(queries.gaps_under(supplier, member=by).filter(pk__in=list(gaps)))
    lines = by_product(found)
    refuse("" if lines else "Choose at least one gap that counts under this supplier.")
    refuse(_why_too_many(len(lines)))
    today = timezone.localdate(at)
    ask = Ask.objects.create(
        organisation=by.organisation,
        supplier=supplier,
        as_at=as_at() or today,
        contact_name=str(by.user)[:200],
        contact_email=by.user.email,
        reply_until=today + timedelta(days=DAYS_TO_REPLY),
        paragraphs=list(USUAL),
        drafted_at=at,
        drafted_by=by,
        owner=by,
    )
    _write_lines(ask, lines, {})
    audit.record("ask_drafted", target=_target(ask), by=by, at=at, lines=len(lines))
    return ask


@transaction.atomic
def change_ask(
    ask: Ask,
    *,
    words: Mapping[str, Any],
    lines: Mapping[int, LineAsk],
    by: Membership,
    at: datetime,
) -> None:
    """Change what a draft says (the fields of WORDS) and asks for. Lines, by their ids,
    that are not among those given are left out. Raises Refused."""
    ask = held(ask)
    refuse(rules.why_not_change(ask, by=by))
    refuse("" if lines else "Keep at least one product in the letter.")
    today = timezone.localdate(at)
    refuse(rules.why_not_reply_until(words["reply_until"], today=today))
    ask.lines.exclude(pk__in=list(lines)).delete()
    kept = list(ask.lines.all())
    own = None if ask.is_of_region else ask.organisation
    prices = queries.prices_to_keep([line.product_id for line in kept], own=own)
    for line in kept:
        asked = lines[line.pk]
        line.asks_for, line.ask_price = asked.asks_for, asked.price
        if asked.price is not None:
            keep = prices[line.product_id]
            refuse(rules.why_not_price(asked.price, paid=line.price_each, keep=keep))
    AskLine.objects.bulk_update(kept, ["asks_for", "ask_price"])
    for name in WORDS:
        setattr(ask, name, words[name])
    ask.save(update_fields=WORDS)
    audit.record("ask_changed", target=_target(ask), by=by, at=at, lines=len(kept))


@transaction.atomic
def refresh_ask(ask: Ask, *, by: Membership, at: datetime) -> None:
    """Bring a draft's figures up to date; a price asked for goes back to the band
    where it no longer is less than what is paid. Raises Refused."""
    ask = held(ask)
    refuse(rules.why_not_change(ask, by=by))
    gaps = AskedGap.objects.filter(line__ask=ask).values("gap")
    found = by_product(queries.gaps_under(ask.supplier, member=by).filter(pk__in=gaps))
    refuse("" if found else "None of its gaps is there any more: discard the draft.")
    asked = {line.product_id: line for line in ask.lines.all()}
    ask.lines.all().delete()
    ask.as_at = as_at() or ask.as_at
    ask.save(update_fields=["as_at"])
    _write_lines(ask, found, asked)
    audit.record("ask_refreshed", target=_target(ask), by=by, at=at, lines=len(found))


@transaction.atomic
def discard_ask(ask: Ask, *, by: Membership, at: datetime) -> None:
    """Give a draft up; its gaps are as they were. Raises Refused."""
    ask = held(ask)
    refuse(rules.why_not_change(ask, by=by))
    ask.stage, ask.discarded_at, ask.discarded_by = AskStage.DISCARDED, at, by
    ask.save(update_fields=["stage", "discarded_at", "discarded_by"])
    audit.record("ask_discarded", target=_target(ask), by=by, at=at)


def held(ask: Ask) -> Ask:
    """The letter as it is now, nobody else's to change until this is done."""
    return Ask.objects.select_for_update().get(pk=ask.pk)


def _target(ask: Ask) -> str:
    return f"{ask.reference}, {ask.supplier.name}"


def _why_too_many(lines: int) -> str:
    if lines <= queries.MOST_LINES:
        return ""
    return f"A letter takes {queries.MOST_LINES} products at most. Choose fewer."


def _write_lines(
    ask: Ask, gaps: Mapping[int, list[Gap]], before: Mapping[int, AskLine]
) -> None:
    lines = []
    own = None if ask.is_of_region else ask.organisation
    prices = queries.prices_to_keep(list(gaps), own=own) if before else {}
    for product_id, of_product in gaps.items():
        figures = figures_of(of_product)
        line = AskLine(ask=ask, product_id=product_id, **figures.fields)
        asked = before.get(product_id)
        is_price = asked and asked.ask_price and prices[product_id] is not None
        if asked and is_price and asked.ask_price < figures.price_each:
            line.asks_for, line.ask_price = AskFor.PRICE, asked.ask_price
        lines.append(line)
    made = AskLine.objects.bulk_create(lines)
    AskedGap.objects.bulk_create(
        AskedGap(line=line, gap=gap) for line in made for gap in gaps[line.product_id]
    )
