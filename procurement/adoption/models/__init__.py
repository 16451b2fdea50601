"""Adoptions of a standard, the training for it, their steps, and who was told."""

from procurement.adoption.models.adoptions import (
    EXEMPTION_IS_OVER,
    GOES_ON,
    MOVES,
    ON_THE_WAY,
    RUNNING,
    Adoption,
    AdoptionQuerySet,
    AdoptionState,
    AdoptionStep,
)
from procurement.adoption.models.notices import AdoptionNotice, NoticeKind
from procurement.adoption.models.training import Training

__all__ = [
    "EXEMPTION_IS_OVER",
    "GOES_ON",
    "MOVES",
    "ON_THE_WAY",
    "RUNNING",
    "Adoption",
    "AdoptionNotice",
    "AdoptionQuerySet",
    "AdoptionState",
    "AdoptionStep",
    "NoticeKind",
    "Training",
]
