"""Questions that only a person can settle, and what persons answered."""

from procurement.review.models.answers import Answer, Outcome
from procurement.review.models.questions import (
    Kept,
    Question,
    QuestionItem,
    QuestionKind,
    QuestionQuerySet,
    QuestionState,
)

__all__ = [
    "Answer",
    "Kept",
    "Outcome",
    "Question",
    "QuestionItem",
    "QuestionKind",
    "QuestionQuerySet",
    "QuestionState",
]
