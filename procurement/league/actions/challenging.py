"""A trust challenges a figure of its own; the regional lead answers."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from procurement.league import rules
from procurement.league.actions.releasing import locked
from procurement.league.actions.working import ask_for_working
from procurement.league.editions import keep_edition, measured_in, newest_ready
from procurement.league.models import Challenge, Metric, Outcome, Release, ReleaseState
from trusts import audit
from trusts.models import Membership, Organisation
from trusts.rules import refuse


@transaction.atomic
def make_challenge(
    release: Release,
    organisation: Organisation,
    *,
    metric: str,
    says: str,
    evidence: str,
    by: Membership | None,
    at: datetime,
) -> Challenge:
    """Say what is wrong with a figure of the own trust, in the preview. Raises
    Refused."""
    release = locked(release)
    today = timezone.localdate(at)
    refuse(
        rules.why_not_challenge(
            release, organisation, metric=metric, by=by, today=today
        )
    )
    made = Challenge.objects.create(
        release=release,
        organisation=organisation,
        metric=metric,
        says=says,
        evidence=evidence,
        made_at=at,
        made_by=by,
    )
    _record("league_figure_challenged", made, by=by, at=at, says=says[:500])
    return made


@transaction.atomic
def answer_challenge(
    challenge: Challenge,
    *,
    outcome: Outcome,
    answer: str,
    by: Membership | None,
    at: datetime,
) -> Challenge:
    """Accepted: the figure is worked out again, or is under review and does not count.
    Refused: the answer says why. Raises Refused."""
    release = locked(challenge.release)
    challenge = Challenge.objects.select_for_update().get(pk=challenge.pk)
    refuse(rules.why_not_answer(challenge, outcome, by=by))
    _answer(challenge, outcome, answer, by=by, at=at)
    name = Metric(challenge.metric).label
    if outcome == Outcome.WORKED_AGAIN:
        ask_for_working(
            release,
            why=f"{challenge.organisation.name} challenged: {name}.",
            of_challenge=challenge,
            by=by,
            at=at,
        )
    elif outcome == Outcome.UNDER_REVIEW and release.state == ReleaseState.PREVIEW:
        _put_under_review(release, challenge, by=by, at=at)
    _record(
        "league_challenge_answered",
        challenge,
        by=by,
        at=at,
        outcome=outcome.label,
        answer=answer[:500],
    )
    return challenge


@transaction.atomic
def take_challenge_back(
    challenge: Challenge, *, by: Membership | None, at: datetime
) -> Challenge:
    """The trust agrees to the figure after all. Raises Refused."""
    challenge = Challenge.objects.select_for_update().get(pk=challenge.pk)
    refuse(rules.why_not_take_back(challenge, by=by))
    _answer(challenge, Outcome.TAKEN_BACK, "", by=by, at=at)
    _record("league_challenge_taken_back", challenge, by=by, at=at)
    return challenge


def _answer(
    challenge: Challenge,
    outcome: Outcome,
    answer: str,
    *,
    by: Membership | None,
    at: datetime,
) -> None:
    challenge.outcome, challenge.answer = outcome, answer
    challenge.answered_at, challenge.answered_by = at, by
    challenge.save(update_fields=["outcome", "answer", "answered_at", "answered_by"])


def _put_under_review(
    release: Release, challenge: Challenge, *, by: Membership | None, at: datetime
) -> None:
    before = newest_ready(release.pk)
    assert before is not None  # or there would be nothing to challenge
    name = Metric(challenge.metric).label
    working = ask_for_working(
        release,
        why=f"{challenge.organisation.name}: {name} is under review.",
        of_challenge=challenge,
        by=by,
        at=at,
    )
    trusts, figures = measured_in(before)
    asked = (challenge.organisation_id, challenge.metric)
    figures = [
        replace(each, is_under_review=True)
        if (each.organisation_id, each.metric) == asked
        else each
        for each in figures
    ]
    keep_edition(working, trusts, figures, at=at)


def _record(
    done: str,
    challenge: Challenge,
    *,
    by: Membership | None,
    at: datetime,
    **detail: Any,
) -> None:
    audit.record(
        done,
        target=f"{Metric(challenge.metric).label}, league table {challenge.release}",
        by=by,
        at=at,
        organisation=challenge.organisation,
        challenge=challenge.pk,
        **detail,
    )
