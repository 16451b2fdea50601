"""Why something may not be done in a round of sign-off, in a sentence, or ""."""

from procurement.signoff.rules.handing import why_not_hand_on, why_not_hand_to
from procurement.signoff.rules.objections import (
    APPEAL_DAYS,
    why_not_answer,
    why_not_appeal,
    why_not_decide_appeal,
    why_not_own,
    why_not_reply,
    why_not_settle,
    why_not_until,
)
from procurement.signoff.rules.rounds import (
    may_still_be_decided,
    why_not_close,
    why_not_correct,
    why_not_count_again,
    why_not_extend,
    why_not_open,
    why_not_record,
    why_not_reject,
    why_not_rule,
    why_not_run,
)
from procurement.signoff.rules.signing import (
    why_not_declare,
    why_not_kind,
    why_not_sign,
)

__all__ = [
    "APPEAL_DAYS",
    "may_still_be_decided",
    "why_not_answer",
    "why_not_appeal",
    "why_not_close",
    "why_not_correct",
    "why_not_count_again",
    "why_not_decide_appeal",
    "why_not_declare",
    "why_not_extend",
    "why_not_hand_on",
    "why_not_hand_to",
    "why_not_kind",
    "why_not_open",
    "why_not_record",
    "why_not_own",
    "why_not_reject",
    "why_not_reply",
    "why_not_rule",
    "why_not_run",
    "why_not_settle",
    "why_not_sign",
    "why_not_until",
]
