"""What is done in a round of sign-off."""

from procurement.signoff.actions.closing import (
    close_round,
    count_again,
    reject_version,
)
from procurement.signoff.actions.handing import hand_on_chair
from procurement.signoff.actions.objecting import (
    answer_objection,
    appeal,
    decide_appeal,
    exempt_trust,
    own_objection,
    reply_to_answer,
)
from procurement.signoff.actions.opening import correct_text, extend_round, open_round
from procurement.signoff.actions.reminding import remind, review_what_is_due
from procurement.signoff.actions.signing import (
    ANSWER_DAYS,
    Signed,
    declare,
    is_same,
    rule_interest,
    sign,
)

__all__ = [
    "ANSWER_DAYS",
    "Signed",
    "answer_objection",
    "appeal",
    "close_round",
    "correct_text",
    "count_again",
    "decide_appeal",
    "declare",
    "exempt_trust",
    "extend_round",
    "hand_on_chair",
    "is_same",
    "open_round",
    "own_objection",
    "reject_version",
    "remind",
    "reply_to_answer",
    "review_what_is_due",
    "rule_interest",
    "sign",
]
