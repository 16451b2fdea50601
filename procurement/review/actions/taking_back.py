"""What an answer led to ends with it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from catalogue.matching.actions import end_decision, split, take_back_different
from catalogue.matching.models import MatchDecision, PackDecision
from procurement.review.models import Answer
from trusts.models import Membership


def decisions_of(answer: Answer) -> Iterator[MatchDecision | PackDecision]:
    """What the answer decided about matches and packs."""
    return chain(answer.match_decisions.all(), answer.pack_decisions.all())


def take_back(
    answer: Answer, *, by: Membership | None, at: datetime, note: str = ""
) -> None:
    """The answer stands no longer, and nothing that it led to does."""
    answer.undone_at, answer.undone_by, answer.undone_note = at, by, note
    answer.save(update_fields=["undone_at", "undone_by", "undone_note"])
    for decision in decisions_of(answer):
        if not decision.ended_at:
            end_decision(decision, by=by, at=at)
    if answer.merge and not answer.merge.ended_at:
        split(answer.merge, by=by, at=at, reason=note)
    if answer.said_different and not answer.said_different.ended_at:
        take_back_different(answer.said_different, by=by, at=at)
