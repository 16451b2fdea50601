"""Forms of score sheets and trials."""

from procurement.evaluation.forms.sheets import SheetForm
from procurement.evaluation.forms.trials import TrialForm, TrialMoveForm

__all__ = ["SheetForm", "TrialForm", "TrialMoveForm"]
