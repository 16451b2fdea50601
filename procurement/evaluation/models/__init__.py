"""Trials, score sheets and scores."""

from procurement.evaluation.models.sheets import BLIND, Score, ScoreSheet, Verdict
from procurement.evaluation.models.trials import (
    TRIAL_MOVES,
    Trial,
    TrialProduct,
    TrialSite,
    TrialState,
    TrialStep,
)

__all__ = [
    "BLIND",
    "TRIAL_MOVES",
    "Score",
    "ScoreSheet",
    "Trial",
    "TrialProduct",
    "TrialSite",
    "TrialState",
    "TrialStep",
    "Verdict",
]
