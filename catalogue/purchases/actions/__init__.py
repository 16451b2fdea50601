"""What can happen to an extract. Each function is safe to run twice."""

from catalogue.purchases.actions.profiles import (
    PROFILE_NAME,
    edit_profile,
    fitting_profile,
    free_name,
    make_profile,
    profile_of,
    put_back_version,
    remove_profile,
    restore_profile,
)
from catalogue.purchases.actions.receiving import (
    confirm_import,
    discard_import,
    receive_file,
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
    "edit_profile",
    "fitting_profile",
    "free_name",
    "make_profile",
    "profile_of",
    "put_back_version",
    "receive_file",
    "remove_profile",
    "restore_profile",
    "roll_back_import",
    "run_import",
    "understand_import",
]
