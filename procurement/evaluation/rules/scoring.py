"""Why somebody may not score, or ""."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from procurement.evaluation.models import BLIND, Trial, TrialState, Verdict
from procurement.specifications.models import (
    Criterion,
    Seat,
    SeatKind,
    Version,
    VersionState,
)
from trusts.models import Membership
from trusts.permissions import Permission

SAY_WHY = (0, 3)
SAY_USES = "Say how often you have used it in the trial: once at least."


def why_not_score(
    version: Version,
    seat: Seat,
    *,
    trial: Trial | None,
    uses: int,
    by: Membership,
    on: date,
) -> str:
    """Why somebody may not hand in a sheet."""
    if reason := _why_not_asked(seat, by=by, on=on):
        return reason
    if version.state != VersionState.SCORING:
        return f"Version {version.number} is not being scored now."
    if trial is None:
        return ""
    return _why_not_in_trial(trial, seat) or ("" if uses else SAY_USES)


def _why_not_in_trial(trial: Trial, seat: Seat) -> str:
    if trial.state != TrialState.LIVE:
        return "The trial is not running."
    if not trial.sites.filter(organisation=seat.organisation_id).exists():
        return f"{seat.organisation} does not take part in the trial."
    return ""


def _why_not_asked(seat: Seat, *, by: Membership, on: date) -> str:
    if not by.may(Permission.PRODUCTS_SCORE):
        return "Your role here may not score products: clinicians do."
    if seat.membership_id != by.pk or seat.left_at is not None:
        return "You are not asked about this with the role that you use now."
    if seat.kind == SeatKind.CHAIR or not by.is_active(on=on):
        return "You are not asked to score here."
    takes_part = seat.specification.participating.filter(
        organisation=seat.organisation_id, left_at=None
    )
    return "" if takes_part.exists() else f"{seat.organisation} does not take part."


def why_not_results(version: Version) -> str:
    """Why nobody sees what products came to yet: who knows the scores of others scores
    after them."""
    if version.state in BLIND:
        return "Results are shown to everybody at once, when scoring is over."
    return ""


def why_not_may_score(criterion: Criterion, seat: Seat) -> str:
    """Why somebody does not score that criterion: it asks for other professions."""
    if criterion.professions and seat.profession not in criterion.professions:
        return "Other professions score this one."
    return ""


def why_not_said(
    criteria: Mapping[int, Criterion], said: Mapping[int, Mapping[str, Any]]
) -> dict[int, str]:
    """What is missing on a sheet, by criterion: each has a score or why there is none,
    and a 0 and a 3 say why."""
    wrong = {}
    for number, criterion in criteria.items():
        if reason := _why_not_one(criterion, said.get(number, {})):
            wrong[number] = reason
    return wrong


def _why_not_one(criterion: Criterion, said: Mapping[str, Any]) -> str:
    verdict, value = said.get("verdict"), said.get("value")
    named = f"Criterion {criterion.position}"
    if verdict is None or (verdict == Verdict.SCORED and value is None):
        return (
            f"{named}: give a score, or say that it does not apply or was not tested."
        )
    if (
        verdict == Verdict.SCORED
        and value in SAY_WHY
        and not (said.get("comment") or "").strip()
    ):
        meaning = dict(criterion.anchors)[value]
        return f"{named}: say why it is a {value} ({meaning.lower()})."
    return ""
