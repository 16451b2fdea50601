"""Why somebody may not score or run a trial, in a sentence, or ""."""

from procurement.evaluation.rules.scoring import (
    why_not_may_score,
    why_not_results,
    why_not_said,
    why_not_score,
)
from procurement.evaluation.rules.trials import (
    why_not_change_trial,
    why_not_move_trial,
    why_not_plan,
    why_not_run_trial,
)

__all__ = [
    "why_not_change_trial",
    "why_not_may_score",
    "why_not_move_trial",
    "why_not_plan",
    "why_not_results",
    "why_not_run_trial",
    "why_not_said",
    "why_not_score",
]
