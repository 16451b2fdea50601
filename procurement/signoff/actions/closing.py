"""Closing a round: the count, and what the version becomes by it."""

from datetime import datetime

from django.db import transaction

from procurement.signoff import counting, quorum, rules
from procurement.signoff.actions.holding import held
from procurement.signoff.models import CountOutcome, Round, RoundCount
from procurement.specifications.actions import need, refuse_open_comments, step
from procurement.specifications.models import IN_FORCE, Version, VersionState
from trusts.models import Membership
from trusts.rules import Refused, refuse


@transaction.atomic
def close_round(round_: Round, *, by: Membership, at: datetime) -> RoundCount:
    """Close it and count: adopted, objected or rejected. Raises Refused, as where a
    question has no answer, or too few have answered: then there is more time, or the
    chair rejects the version."""
    round_ = held(round_)
    refuse(rules.why_not_close(round_, by=by, at=at))
    refuse_open_comments(round_.version)
    counted = counting.count_round(round_)
    blocked = any(line.blocking for line in counted.lines)
    if not counted.is_quorate and not blocked:
        raise Refused(
            f"It cannot be counted yet. {' '.join(counted.stops)} Give people more "
            "time, or reject the version."
        )
    return _end(round_, counted, is_blocked=blocked, by=by, at=at)


@transaction.atomic
def count_again(round_: Round, *, by: Membership, at: datetime) -> RoundCount:
    """Count a closed round again once its objections are settled: the same signatures
    on the same text. Raises Refused, with what stops it."""
    round_ = held(round_)
    refuse(rules.why_not_count_again(round_, by=by))
    refuse_open_comments(round_.version)
    counted = counting.count_round(round_)
    if not counted.is_adopted:
        raise Refused(" ".join(counted.stops))
    return _end(round_, counted, is_blocked=False, by=by, at=at)


@transaction.atomic
def reject_version(
    round_: Round, *, reason: str, by: Membership, at: datetime
) -> RoundCount:
    """The chair rejects what could not be agreed. Raises Refused."""
    round_ = held(round_)
    refuse(rules.why_not_reject(round_, by=by))
    need(reason)
    counted = counting.count_round(round_)
    return _count(round_, counted, CountOutcome.REJECTED, by=by, at=at, note=reason)


def _end(
    round_: Round,
    counted: quorum.Count,
    *,
    is_blocked: bool,
    by: Membership,
    at: datetime,
) -> RoundCount:
    if counted.is_adopted:
        outcome = CountOutcome.ADOPTED
    else:
        outcome = CountOutcome.OBJECTED if is_blocked else CountOutcome.REJECTED
    return _count(round_, counted, outcome, by=by, at=at)


def _count(
    round_: Round,
    counted: quorum.Count,
    outcome: CountOutcome,
    *,
    by: Membership,
    at: datetime,
    note: str = "",
) -> RoundCount:
    """Write down how it was counted, and move the version on."""
    kept = RoundCount.objects.create(
        round=round_,
        outcome=outcome,
        record=counting.record_of(round_, counted),
        note=note,
        counted_at=at,
        counted_by=by,
    )
    if outcome == CountOutcome.ADOPTED:
        _supersede(round_.version, by=by, at=at)
    step(round_.version, VersionState(outcome), by=by, at=at, note=note)
    return kept


def _supersede(version: Version, *, by: Membership, at: datetime) -> None:
    """What was in force until now gives way to the version that was just adopted."""
    for old in version.specification.versions.filter(state__in=IN_FORCE):
        note = f"Version {version.number} was adopted."
        step(old, VersionState.SUPERSEDED, by=by, at=at, note=note)
