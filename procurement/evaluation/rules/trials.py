"""Why a trial may not be planned or moved on, or ""."""

from datetime import date

from procurement.evaluation.models import TRIAL_MOVES, Trial, TrialState
from procurement.specifications.models import Version, VersionState
from procurement.specifications.rules import why_not_chair, why_not_draft
from trusts.models import Membership

# From the first draft on, and until it is signed.
PLANNED_IN = (VersionState.DRAFT, VersionState.CONSULTATION, VersionState.SCORING)


def why_not_plan(version: Version, *, by: Membership | None) -> str:
    """Why no trial may be planned, or its plan changed."""
    if reason := why_not_draft(version.specification, by=by):
        return reason
    if version.state not in PLANNED_IN:
        return f"Version {version.number} is past the time of trials."
    return ""


def why_not_change_trial(trial: Trial, *, by: Membership | None) -> str:
    """Why what is planned may not be changed."""
    if reason := why_not_plan(trial.version, by=by):
        return reason
    if trial.state != TrialState.PLANNED:
        return "It has started, or was given up: what was planned stands."
    return ""


def why_not_run_trial(trial: Trial, *, by: Membership | None) -> str:
    """Why somebody may not start, stop or close a trial: the chair does."""
    return why_not_chair(trial.version.specification, by=by)


def why_not_move_trial(trial: Trial, to: TrialState, *, on: date) -> str:
    """Why a trial cannot come there from where it stands."""
    stands = TrialState(trial.state)
    if to not in TRIAL_MOVES[stands]:
        return f"The trial is {stands.label.lower()}."
    return _why_not_start(trial, on=on) if to == TrialState.LIVE else ""


def _why_not_start(trial: Trial, *, on: date) -> str:
    if trial.version.state != VersionState.SCORING:
        return "A trial starts when products are being scored."
    if trial.ends_on < on:
        return "Its last day is over."
    if not trial.sites.exists() or not trial.products.exists():
        return "Say at which trusts, and which products, first."
    if not trial.indemnity:
        return "Name the indemnity form for the goods on loan first."
    return ""
