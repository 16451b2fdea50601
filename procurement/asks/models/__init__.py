"""What a supplier was asked, what it answered, and the prices agreed."""

from procurement.asks.models.agreed import AgreedPrice
from procurement.asks.models.asks import Ask, AskedGap, AskQuerySet, AskStage
from procurement.asks.models.lines import Answer, AskFor, AskLine
from procurement.asks.models.replies import AskReply, Outcome

__all__ = [
    "AgreedPrice",
    "Answer",
    "Ask",
    "AskFor",
    "AskLine",
    "AskQuerySet",
    "AskReply",
    "AskStage",
    "AskedGap",
    "Outcome",
]
