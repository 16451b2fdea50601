"""Initiatives, what they claim, and what they brought."""

from procurement.savings.models.claims import Baseline, BaselineLine, Claim, Uplift
from procurement.savings.models.initiatives import (
    COUNTED,
    STUCK_AFTER,
    Initiative,
    LapseReason,
    Participation,
    ParticipationQuerySet,
    SavingStage,
    owner_is_gone,
)
from procurement.savings.models.kept import (
    KeptYear,
    ToldBy,
    TouchedTrust,
    YearPounds,
)
from procurement.savings.models.kinds import AlsoClaimed, Benefit, InitiativeKind
from procurement.savings.models.leaks import LeakNotice
from procurement.savings.models.months import (
    FIGURES,
    ClaimMonth,
    ConfirmedMonth,
    PartSum,
    TouchedClaim,
)
from procurement.savings.models.steps import EvidenceFile, SavingStep
from procurement.savings.models.targets import SavingsCheck, SavingsTarget

__all__ = [
    "COUNTED",
    "FIGURES",
    "STUCK_AFTER",
    "AlsoClaimed",
    "Baseline",
    "BaselineLine",
    "Benefit",
    "Claim",
    "ClaimMonth",
    "ConfirmedMonth",
    "EvidenceFile",
    "Initiative",
    "InitiativeKind",
    "KeptYear",
    "LapseReason",
    "LeakNotice",
    "PartSum",
    "Participation",
    "ParticipationQuerySet",
    "SavingStage",
    "SavingStep",
    "SavingsCheck",
    "SavingsTarget",
    "ToldBy",
    "TouchedClaim",
    "TouchedTrust",
    "Uplift",
    "YearPounds",
    "owner_is_gone",
]
