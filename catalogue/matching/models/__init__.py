"""Which item is which product, in which pack: worked out, and as persons say."""

from catalogue.matching.models.decisions import (
    Decision,
    MatchDecision,
    MatchSubject,
    PackDecision,
    Verdict,
)
from catalogue.matching.models.matches import (
    Match,
    MatchReason,
    OpenItem,
    PackStatus,
    Rematch,
    Tier,
    TouchedProduct,
)

__all__ = [
    "Decision",
    "Match",
    "MatchDecision",
    "MatchReason",
    "MatchSubject",
    "OpenItem",
    "PackDecision",
    "PackStatus",
    "Rematch",
    "Tier",
    "TouchedProduct",
    "Verdict",
]
