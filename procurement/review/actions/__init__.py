"""Keeping questions up to date, answering them, and taking answers back."""

from procurement.review.actions.answering import (
    answer_different,
    answer_keep_apart,
    answer_merge,
    answer_not_same,
    answer_own_product,
    answer_same,
)
from procurement.review.actions.answering_packs import (
    answer_pack,
    answer_price_is_right,
)
from procurement.review.actions.keeping import catch_up, refresh_questions
from procurement.review.actions.putting_off import answer_later, ask_trust
from procurement.review.actions.reading_twice import (
    confirm_answer,
    refuse_answer,
    undo_answer,
)

__all__ = [
    "answer_different",
    "answer_keep_apart",
    "answer_later",
    "answer_merge",
    "answer_not_same",
    "answer_own_product",
    "answer_pack",
    "answer_price_is_right",
    "answer_same",
    "ask_trust",
    "catch_up",
    "confirm_answer",
    "refresh_questions",
    "refuse_answer",
    "undo_answer",
]
