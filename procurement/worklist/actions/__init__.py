"""What people do about gaps, one or many at once.

Each act holds its gaps, does to each what may be done, adds a step for each and an
event to the record, and answers how many it left as they were and why. `gaps` is any
set of them: a queryset, narrowed or not, or a list.
"""

from procurement.worklist.actions.acting import Gaps, Worked
from procurement.worklist.actions.daily import (
    add_note,
    assign,
    snooze,
    stop_watching,
    wake,
    watch,
)
from procurement.worklist.actions.deciding import accept, move, move_back, reopen
from procurement.worklist.actions.passing_on import hand_over, take_back

__all__ = [
    "Gaps",
    "Worked",
    "accept",
    "add_note",
    "assign",
    "hand_over",
    "move",
    "move_back",
    "reopen",
    "snooze",
    "stop_watching",
    "take_back",
    "wake",
    "watch",
]
