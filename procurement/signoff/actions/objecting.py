"""What is done about an objection until it is settled, or stands as dissent."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from procurement.signoff import rules
from procurement.signoff.actions.holding import held, record
from procurement.signoff.models import Decision, ObjectionAct, ObjectionStep
from procurement.specifications.actions import need, step
from procurement.specifications.models import VersionState
from trusts.models import Membership
from trusts.rules import refuse
from trusts.working_days import working_day_after

REPLY_DAYS = 5  # working days in which an objector is asked to reply

A = ObjectionAct


@transaction.atomic
def own_objection(
    decision: Decision,
    owner: Membership,
    *,
    due_on: date,
    by: Membership,
    at: datetime,
) -> None:
    """The chair has somebody look after it until a day. Raises Refused."""
    decision = _held(decision)
    refuse(rules.why_not_own(decision, by=by))
    _add(decision, A.OWNED, owner=owner, due_on=due_on, by=by, at=at)


@transaction.atomic
def answer_objection(
    decision: Decision, *, text: str, by: Membership, at: datetime
) -> None:
    """Answer it; the objector says whether that settles it. Raises Refused."""
    decision = _held(decision)
    refuse(rules.why_not_answer(decision, by=by))
    need(text)
    due_on = working_day_after(timezone.localdate(at), REPLY_DAYS)
    _add(decision, A.ANSWERED, text=text, due_on=due_on, by=by, at=at)
    version = decision.round.version
    if version.state == VersionState.OBJECTED:
        step(version, VersionState.RESOLUTION, by=by, at=at)


@transaction.atomic
def reply_to_answer(
    decision: Decision, *, accepts: bool, text: str, by: Membership, at: datetime
) -> None:
    """The objector accepts the answer, or does not and says why. Raises Refused."""
    decision = _held(decision)
    refuse(rules.why_not_reply(decision, by=by))
    if not accepts:
        need(text)
    _add(decision, A.ACCEPTED if accepts else A.NOT_ACCEPTED, text=text, by=by, at=at)


@transaction.atomic
def appeal(decision: Decision, *, text: str, by: Membership, at: datetime) -> None:
    """The objector takes it to a chair from another trust. Raises Refused."""
    decision = _held(decision)
    refuse(rules.why_not_appeal(decision, by=by, on=timezone.localdate(at)))
    need(text)
    due_on = working_day_after(timezone.localdate(at), rules.APPEAL_DAYS)
    _add(decision, A.APPEALED, text=text, due_on=due_on, by=by, at=at)


@transaction.atomic
def decide_appeal(
    decision: Decision, *, upholds: bool, text: str, by: Membership, at: datetime
) -> None:
    """A chair from another trust upholds the objection, or says that it no longer
    stands in the way. Raises Refused."""
    decision = _held(decision)
    refuse(rules.why_not_decide_appeal(decision, by=by))
    need(text)
    _add(decision, A.UPHELD if upholds else A.DISMISSED, text=text, by=by, at=at)


@transaction.atomic
def exempt_trust(
    decision: Decision, *, until: date, text: str, by: Membership, at: datetime
) -> None:
    """The chair settles it by leaving the objector's trust out until a day: it is not
    bound meanwhile, and the objection stays on record. Raises Refused."""
    decision = _held(decision)
    refuse(rules.why_not_settle(decision, by=by))
    refuse(rules.why_not_until(until, on=timezone.localdate(at)))
    need(text)
    _add(decision, A.TRUST_EXEMPTED, text=text, exempt_until=until, by=by, at=at)
    version = decision.round.version
    if version.state == VersionState.OBJECTED:
        step(version, VersionState.RESOLUTION, by=by, at=at)


def _held(decision: Decision) -> Decision:
    """The decision with its round and version, held until the transaction ends."""
    decision.round = held(decision.round)
    return decision


def _add(
    decision: Decision,
    act: ObjectionAct,
    *,
    by: Membership,
    at: datetime,
    text: str = "",
    owner: Membership | None = None,
    due_on: date | None = None,
    exempt_until: date | None = None,
) -> None:
    ObjectionStep.objects.create(
        decision=decision,
        act=act,
        text=text.strip(),
        owner=owner,
        due_on=due_on,
        exempt_until=exempt_until,
        taken_at=at,
        taken_by=by,
    )
    record(
        f"objection_{act.lower()}",
        decision.round,
        by=by,
        at=at,
        decision=decision.pk,
        text=text[:500],
    )
