"""What is done to find out how products do."""

from procurement.evaluation.actions.scoring import hand_in
from procurement.evaluation.actions.trials import move_trial, plan_trial, set_trial

__all__ = ["hand_in", "move_trial", "plan_trial", "set_trial"]
