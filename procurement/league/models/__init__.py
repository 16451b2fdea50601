"""The league table: definitions, releases, figures with their rows, and challenges."""

from procurement.league.models.challenges import Challenge, Outcome
from procurement.league.models.definitions import (
    DefinitionVersion,
    Metric,
    MetricDefinition,
)
from procurement.league.models.figures import Band, Figure, Group, Standing
from procurement.league.models.notices import PreviewNotice
from procurement.league.models.releases import (
    MOVES,
    Release,
    ReleaseState,
    Working,
    WorkingState,
)
from procurement.league.models.rows import (
    AdoptionRow,
    GapOutcome,
    GapRow,
    PriceRow,
    SpendRow,
)

__all__ = [
    "MOVES",
    "AdoptionRow",
    "Band",
    "Challenge",
    "DefinitionVersion",
    "Figure",
    "GapOutcome",
    "GapRow",
    "Group",
    "Metric",
    "MetricDefinition",
    "Outcome",
    "PreviewNotice",
    "PriceRow",
    "Release",
    "ReleaseState",
    "SpendRow",
    "Standing",
    "Working",
    "WorkingState",
]
