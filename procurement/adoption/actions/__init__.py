"""What is done so that trusts go over to a standard."""

from procurement.adoption.actions.carrying import carry_over
from procurement.adoption.actions.exempting import end_exemptions, exempt
from procurement.adoption.actions.handing import hand_back, hand_over
from procurement.adoption.actions.moving import move_adoption
from procurement.adoption.actions.planning import (
    PlanChanged,
    drop_training,
    plan_adoption,
    set_training,
    start_adoption,
)
from procurement.adoption.actions.saving import start_savings
from procurement.adoption.actions.telling import tell

__all__ = [
    "PlanChanged",
    "carry_over",
    "drop_training",
    "end_exemptions",
    "exempt",
    "hand_back",
    "hand_over",
    "move_adoption",
    "plan_adoption",
    "set_training",
    "start_adoption",
    "start_savings",
    "tell",
]
