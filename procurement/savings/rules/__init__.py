"""Why something may not be done with savings, in a sentence, or ""."""

from procurement.savings.rules.finance import (
    data_to,
    why_no_lines,
    why_not_agree,
    why_not_close,
    why_not_confirm,
    why_not_confirm_month,
    why_not_correct,
    why_not_lower,
    why_not_over,
    why_not_take_back_uplift,
)
from procurement.savings.rules.parts import (
    why_not_baseline,
    why_not_change,
    why_not_claim,
    why_not_lapse,
    why_not_month,
    why_not_own,
    why_not_owner,
    why_not_propose,
    why_not_start,
    why_not_work,
)
from procurement.savings.rules.stopping import why_stopped
from procurement.savings.rules.switching import (
    why_not_choose,
    why_not_join,
    why_not_kind,
    why_not_one_price,
    why_not_other_month,
    why_not_rise,
)
from procurement.savings.rules.twins import why_not_beside

__all__ = [
    "data_to",
    "why_no_lines",
    "why_not_agree",
    "why_not_baseline",
    "why_not_beside",
    "why_not_change",
    "why_not_choose",
    "why_not_claim",
    "why_not_close",
    "why_not_confirm",
    "why_not_confirm_month",
    "why_not_correct",
    "why_not_join",
    "why_not_kind",
    "why_not_lapse",
    "why_not_lower",
    "why_not_month",
    "why_not_one_price",
    "why_not_other_month",
    "why_not_over",
    "why_not_own",
    "why_not_owner",
    "why_not_propose",
    "why_not_rise",
    "why_not_start",
    "why_not_take_back_uplift",
    "why_not_work",
    "why_stopped",
]
