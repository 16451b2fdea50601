"""Rounds, declarations, decisions, objections, and how they were counted."""

from procurement.signoff.models.decisions import (
    OBJECTIONS,
    Decision,
    DecisionKind,
    Declaration,
    InterestAction,
    InterestCategory,
    InterestRuling,
    Proof,
    ReasonClass,
)
from procurement.signoff.models.objections import (
    SETTLED,
    ObjectionAct,
    ObjectionStep,
)
from procurement.signoff.models.reminders import Reminder, ReminderKind
from procurement.signoff.models.rounds import (
    Correction,
    CountOutcome,
    Extension,
    OfRoundQuerySet,
    QuorumRule,
    Round,
    RoundCount,
)

__all__ = [
    "OBJECTIONS",
    "SETTLED",
    "Correction",
    "CountOutcome",
    "Decision",
    "DecisionKind",
    "Declaration",
    "Extension",
    "InterestAction",
    "InterestCategory",
    "InterestRuling",
    "ObjectionAct",
    "ObjectionStep",
    "OfRoundQuerySet",
    "Proof",
    "QuorumRule",
    "ReasonClass",
    "Reminder",
    "ReminderKind",
    "Round",
    "RoundCount",
]
