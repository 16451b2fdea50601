"""Rows of the gaps room: what was found, and what people do about it."""

from procurement.gaps.models.findings import (
    ExactGap,
    Finding,
    Snapshot,
    SnapshotGap,
    SnapshotSuspect,
)
from procurement.gaps.models.gaps import (
    ChangeKind,
    Gap,
    GapChange,
    GapQuerySet,
    GapState,
)
from procurement.gaps.models.refreshes import Refresh, Worklist
from procurement.gaps.models.steps import GapStep, GapWatch, StepKind
from procurement.gaps.models.suspects import SuspectPrice, SuspectQuerySet
from procurement.gaps.models.work import AcceptReason, GapStage, Work

__all__ = [
    "AcceptReason",
    "ChangeKind",
    "ExactGap",
    "Finding",
    "Gap",
    "GapChange",
    "GapQuerySet",
    "GapStage",
    "GapState",
    "GapStep",
    "GapWatch",
    "Refresh",
    "Snapshot",
    "SnapshotGap",
    "SnapshotSuspect",
    "StepKind",
    "SuspectPrice",
    "SuspectQuerySet",
    "Work",
    "Worklist",
]
