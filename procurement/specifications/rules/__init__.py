"""Why something may not be done with specifications, in a sentence, or ""."""

from procurement.specifications.rules.people import (
    why_not_give_up_seat,
    why_not_leave,
    why_not_offer,
    why_not_seat,
    why_not_speak_for,
    why_not_take_part,
)
from procurement.specifications.rules.talking import (
    why_not_answer,
    why_not_answer_on,
    why_not_comment,
    why_not_say_nothing_to_add,
)
from procurement.specifications.rules.versions import (
    why_not_chair,
    why_not_consider,
    why_not_draft,
    why_not_evidence,
    why_not_follow,
    why_not_move,
    why_not_score,
    why_not_start,
    why_not_write,
)

__all__ = [
    "why_not_answer",
    "why_not_answer_on",
    "why_not_chair",
    "why_not_comment",
    "why_not_consider",
    "why_not_draft",
    "why_not_evidence",
    "why_not_follow",
    "why_not_give_up_seat",
    "why_not_leave",
    "why_not_move",
    "why_not_offer",
    "why_not_say_nothing_to_add",
    "why_not_score",
    "why_not_seat",
    "why_not_speak_for",
    "why_not_start",
    "why_not_take_part",
    "why_not_write",
]
