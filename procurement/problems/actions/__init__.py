"""Reporting and following up problems, entering notices, telling everybody."""

from procurement.problems.actions.noticing import enter_notice
from procurement.problems.actions.reporting import (
    References,
    follow_up,
    report_problem,
    take_back,
)
from procurement.problems.actions.reviewing import carry_causes_over
from procurement.problems.actions.telling import tell

__all__ = [
    "References",
    "carry_causes_over",
    "enter_notice",
    "follow_up",
    "report_problem",
    "take_back",
    "tell",
]
