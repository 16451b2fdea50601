"""Rows of the prices room: what is paid, and what persons say about it."""

from catalogue.prices.models.confidential import (
    ConfidentialPrice,
    ConfidentialReason,
    another_keeps_it,
    is_confidential,
    is_hidden,
)
from catalogue.prices.models.corrections import (
    ADJUSTING,
    SUPPRESSING,
    CorrectionKind,
    CorrectionReason,
    CorrectionScope,
    PriceCorrection,
)
from catalogue.prices.models.disputes import DisputeOutcome, PriceDispute
from catalogue.prices.models.paid import PricePaid

__all__ = [
    "ADJUSTING",
    "SUPPRESSING",
    "ConfidentialPrice",
    "ConfidentialReason",
    "CorrectionKind",
    "CorrectionReason",
    "CorrectionScope",
    "DisputeOutcome",
    "PriceCorrection",
    "PriceDispute",
    "PricePaid",
    "another_keeps_it",
    "is_confidential",
    "is_hidden",
]
