"""Specifications, their versions, who is asked, and what was said."""

from procurement.specifications.models.comments import (
    Answer,
    Comment,
    NothingToAdd,
    Outcome,
)
from procurement.specifications.models.contents import (
    ConsideredProduct,
    Criterion,
    Domain,
    Evidence,
    EvidenceFile,
    EvidenceKind,
    OfVersionQuerySet,
)
from procurement.specifications.models.frozen import FrozenText
from procurement.specifications.models.people import (
    Profession,
    Seat,
    SeatKind,
    SeatOffer,
)
from procurement.specifications.models.specifications import (
    HandingOn,
    OfSpecificationQuerySet,
    ParticipatingTrust,
    RiskTier,
    Specification,
)
from procurement.specifications.models.versions import (
    IN_FORCE,
    IN_THE_WORKS,
    MOVES,
    Heading,
    Version,
    VersionState,
    VersionStep,
    VersionWriter,
)

__all__ = [
    "IN_FORCE",
    "IN_THE_WORKS",
    "MOVES",
    "Answer",
    "Comment",
    "ConsideredProduct",
    "Criterion",
    "Domain",
    "Evidence",
    "EvidenceFile",
    "EvidenceKind",
    "FrozenText",
    "HandingOn",
    "Heading",
    "NothingToAdd",
    "OfSpecificationQuerySet",
    "OfVersionQuerySet",
    "Outcome",
    "ParticipatingTrust",
    "Profession",
    "RiskTier",
    "Seat",
    "SeatKind",
    "SeatOffer",
    "Specification",
    "Version",
    "VersionState",
    "VersionStep",
    "VersionWriter",
]
