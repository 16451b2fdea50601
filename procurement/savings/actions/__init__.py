"""What is done with initiatives, baselines and months."""

from procurement.savings.actions.agreeing import (
    agree,
    correct_baseline,
    propose,
    send_back,
    take_back_proposal,
)
from procurement.savings.actions.aiming import forget_peers_prices
from procurement.savings.actions.checking import check_savings
from procurement.savings.actions.claiming import (
    MOST_FILE_BYTES,
    Prices,
    add_evidence_file,
    claim_products,
    drop_claim,
    set_prices,
)
from procurement.savings.actions.ending import close, end_at_closed_trusts, lapse
from procurement.savings.actions.handing import hand_back, hand_over, hand_to
from procurement.savings.actions.keeping import is_behind, keep_pounds, keep_savings
from procurement.savings.actions.leaks import notice_leaks, tell_of_leaks
from procurement.savings.actions.months import SeenMonth, confirm_months
from procurement.savings.actions.rises import add_uplift, take_back_uplift
from procurement.savings.actions.starting import (
    add_participation,
    change_participation,
    rename_initiative,
    start_initiative,
)
from procurement.savings.actions.switching import join_switch
from procurement.savings.actions.taking_up import Started, start_from_gaps
from procurement.savings.actions.targets import set_target

__all__ = [
    "MOST_FILE_BYTES",
    "Prices",
    "SeenMonth",
    "Started",
    "add_evidence_file",
    "add_participation",
    "add_uplift",
    "agree",
    "change_participation",
    "check_savings",
    "claim_products",
    "close",
    "confirm_months",
    "correct_baseline",
    "drop_claim",
    "end_at_closed_trusts",
    "hand_back",
    "hand_over",
    "hand_to",
    "forget_peers_prices",
    "is_behind",
    "join_switch",
    "keep_pounds",
    "keep_savings",
    "lapse",
    "notice_leaks",
    "propose",
    "rename_initiative",
    "send_back",
    "set_prices",
    "set_target",
    "start_from_gaps",
    "start_initiative",
    "take_back_proposal",
    "take_back_uplift",
    "tell_of_leaks",
]
