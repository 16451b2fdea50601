"""What was found wrong with products, and what came of it."""

from procurement.problems.models.notices import NoticeKind, SafetyNotice
from procurement.problems.models.problems import (
    FEW_WORDS,
    NoteKind,
    ProblemKind,
    ProblemNote,
    ProductProblem,
)
from procurement.problems.models.reviews import CauseKind, ReviewCause, Telling

__all__ = [
    "FEW_WORDS",
    "CauseKind",
    "NoteKind",
    "NoticeKind",
    "ProblemKind",
    "ProblemNote",
    "ProductProblem",
    "ReviewCause",
    "SafetyNotice",
    "Telling",
]
