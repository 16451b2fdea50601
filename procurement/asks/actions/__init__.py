"""What happens to a letter: drafted, changed, sent, answered; and prices agreed."""

from procurement.asks.actions.drafting import (
    LineAsk,
    change_ask,
    discard_ask,
    draft_ask,
    refresh_ask,
)
from procurement.asks.actions.handing import hand_back, hand_over
from procurement.asks.actions.issuing import issue_ask
from procurement.asks.actions.replying import LineAnswer, log_reply, withdraw_price

__all__ = [
    "LineAnswer",
    "LineAsk",
    "change_ask",
    "discard_ask",
    "draft_ask",
    "hand_back",
    "hand_over",
    "issue_ask",
    "log_reply",
    "refresh_ask",
    "withdraw_price",
]
