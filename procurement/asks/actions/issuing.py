"""A letter goes out: what it says is kept, and its gaps are in talks."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from procurement.asks import queries, rules
from procurement.asks.actions.drafting import held
from procurement.asks.letters import Letter, digest_of, write
from procurement.asks.models import Ask, AskStage
from procurement.asks.standing import why_behind
from procurement.gaps.models import Gap, GapStage
from procurement.worklist import actions as worklist
from trusts import audit
from trusts.models import Membership
from trusts.rules import refuse


@transaction.atomic
def issue_ask(ask: Ask, *, by: Membership, at: datetime) -> Ask:
    """Keep the letter as it is sent. Raises Refused: also where its figures are no
    longer those of the gaps, or where it would say what it may not."""
    ask = held(ask)
    refuse(rules.why_not_change(ask, by=by))
    refuse(why_behind(ask, member=by))
    letter = write(ask, by=by, at=at)
    refuse(_why_not_said(ask, letter))
    ask.letter, ask.digest = asdict(letter), digest_of(letter)
    ask.stage, ask.issued_at, ask.issued_by = AskStage.ISSUED, at, by
    ask.save(update_fields=["letter", "digest", "stage", "issued_at", "issued_by"])
    note = f"{ask.reference} sent to {ask.supplier.name}"
    gaps = Gap.objects.filter(asked__line__ask=ask)
    worklist.move(gaps, stage=GapStage.IN_TALKS, note=note, by=by, at=at)
    audit.record(
        "ask_issued",
        target=f"{ask.reference}, {ask.supplier.name}",
        by=by,
        at=at,
        lines=len(letter.lines),
        sha256=ask.digest,
    )
    return ask


def _why_not_said(ask: Ask, letter: Letter) -> str:
    """Why a letter may not go out: what it must not say. Looked at once more as it
    goes, whatever was looked at when it was written."""
    lines = list(ask.lines.select_related("product"))
    own = None if ask.is_of_region else ask.organisation
    prices = queries.prices_to_keep([line.product_id for line in lines], own=own)
    for line in lines:
        if line.ask_price is None:
            continue
        keep = prices[line.product_id]
        reason = rules.why_not_price(line.ask_price, paid=line.price_each, keep=keep)
        if reason:
            return f"{line.product.description}: {reason}"
    found = queries.names_to_keep(ask.organisation).search(
        " ".join([letter.addressee, *letter.contact])
    )
    if found:
        return f"It names another trust (“{found[0]}”). Take that out first."
    return ""
