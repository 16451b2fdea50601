"""What is asked of a trust that goes over to a standard."""

from procurement.adoption.forms.plan import PlanForm
from procurement.adoption.forms.saving import SavingsForm
from procurement.adoption.forms.steps import (
    AdoptionMoveForm,
    ExemptForm,
    TrainingForm,
)

__all__ = [
    "AdoptionMoveForm",
    "ExemptForm",
    "PlanForm",
    "SavingsForm",
    "TrainingForm",
]
