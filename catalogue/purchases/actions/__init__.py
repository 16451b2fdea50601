"""What can happen to an extract. Each function is safe to run twice."""

from catalogue.purchases.actions.receiving import (
    PROFILE_NAME,
    confirm_import,
    discard_import,
    receive_file,
    remembered_layout,
    understand_import,
)
from catalogue.purchases.actions.running import MOST_ATTEMPTS, run_import
from catalogue.purchases.actions.states import NotAllowed
from catalogue.purchases.actions.undoing import roll_back_import

__all__ = [
    "MOST_ATTEMPTS",
    "PROFILE_NAME",
    "NotAllowed",
    "confirm_import",
    "discard_import",
    "receive_file",
    "remembered_layout",
    "roll_back_import",
    "run_import",
    "understand_import",
]
