"""Reporting and following up problems, entering notices, telling everybody."""

from procurement.problems.actions.noticing import enter_notice
from procurement.problems.actions.reporting import (
    References,
    follow_up,
    report_problem,
    take_back,
)
from procurement.problems.actions.telling import tell

__all__ = [
    "References",
    "enter_notice",
    "follow_up",
    "report_problem",
    "take_back",
    "tell",
]
