"""Forms of letters to suppliers and of what they answer."""

from procurement.asks.forms.filters import AgreedFilters, AskFilters
from procurement.asks.forms.letters import LetterForm, LineForm
from procurement.asks.forms.replies import AnswerForm, ReplyForm

__all__ = [
    "AgreedFilters",
    "AnswerForm",
    "AskFilters",
    "LetterForm",
    "LineForm",
    "ReplyForm",
]
