"""An objection as its page shows it: what was said, what was done, whose turn it is."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from procurement.signoff.models import (
    SETTLED,
    Decision,
    ObjectionAct,
    ObjectionStep,
    Round,
)
from procurement.signoff.objection_acts import ACTS, Act
from procurement.signoff.rules import APPEAL_DAYS
from procurement.specifications.models import IN_THE_WORKS
from procurement.ui.figures import date_long
from trusts.models import Membership
from trusts.working_days import working_day_after

A = ObjectionAct


@dataclass(frozen=True, slots=True)
class Clock:
    """Whose turn it is, as a sentence; `due_on` is None where nothing is owed."""

    sentence: str
    due_on: date | None = None

    def is_late(self, *, on: date) -> bool:
        return self.due_on is not None and self.due_on < on


def steps_of(decision: Decision) -> list[ObjectionStep]:
    """All that was done, the first thing first."""
    steps = decision.steps.select_related(
        "owner__user", "owner__organisation", "taken_by__user", "taken_by__organisation"
    )
    return list(steps.order_by("taken_at", "pk"))


def clock_now(decision: Decision, steps: list[ObjectionStep]) -> Clock:
    """What is owed now, by whom and until when."""
    if Decision.objects.filter(supersedes=decision).exists():
        return Clock(f"{decision.signer_name} has decided otherwise since.")
    return clock_of_standing(decision, steps)


def clock_of_standing(decision: Decision, steps: list[ObjectionStep]) -> Clock:
    """The same of one that nobody has superseded; `steps` are all that was done."""
    done = [each for each in steps if each.act != A.OWNED]
    last = done[-1] if done else None
    if last is not None and last.act in SETTLED:
        return Clock(
            "It no longer stands in the way of adoption. It stays on record as dissent."
        )
    if decision.round.version.state not in IN_THE_WORKS:
        return Clock("The decision is over. The objection stands on record as dissent.")
    return _owed(decision, steps, last)


def _owed(
    decision: Decision, steps: list[ObjectionStep], last: ObjectionStep | None
) -> Clock:
    objector = decision.signer_name
    if last is not None and last.act == A.ANSWERED:
        until = last.due_on
        return Clock(f"{objector} is asked to reply by {_day(until)}.", until)
    if last is not None and last.act == A.NOT_ACCEPTED:
        ends_on = working_day_after(last.taken_at.date(), APPEAL_DAYS)
        return Clock(
            f"{objector} does not accept the answer, and can appeal until "
            f"{_day(ends_on)}. Until it is settled another answer can be given."
        )
    if last is not None and last.act == A.APPEALED:
        until = last.due_on
        return Clock(
            f"A chair from another trust decides the appeal by {_day(until)}.", until
        )
    if last is not None and last.act == A.UPHELD:
        return Clock(
            "It was upheld: it is settled by an answer that the objector accepts, or "
            "by exempting their trust."
        )
    owned = [each for each in steps if each.act == A.OWNED and each.owner]
    if not owned:
        return Clock("It waits for an answer.")
    owner, due_on = owned[-1].owner, owned[-1].due_on
    return Clock(f"{owner.user} owes an answer by {_day(due_on)}.", due_on)


def _day(day: date | None) -> str:
    return date_long(day) if day else "no day that was set"


def acts_for(decision: Decision, *, member: Membership, at: datetime) -> list[Act]:
    """What somebody can do about it now."""
    on = timezone.localdate(at)
    return [each for each in ACTS if not each.why_not(decision, member, on)]


def objections_to(round_: Round) -> list[Decision]:
    """The objections that stand, in the order in which they were made."""
    found = round_.decisions.filter(
        superseded_by=None, kind__startswith="OBJECT"
    ).select_related("organisation")
    return list(found.order_by("decided_at", "pk"))
