"""An import is taken back as a whole."""

from datetime import datetime

from django.db import transaction

from catalogue.purchases import rolling_back
from catalogue.purchases.actions.states import move, record_move
from catalogue.purchases.models import Import, ImportState
from trusts.models import Membership


@transaction.atomic
def roll_back_import(of_import: Import, *, by: Membership | None, at: datetime) -> None:
    """Undo one import as a whole; what followed from it is worked out again."""
    rolling_back.wait_for_others()
    move(of_import, ImportState.ROLLED_BACK, rolled_back_at=at, rolled_back_by=by)
    rolling_back.take_back(of_import.pk)
    record_move("import_rolled_back", of_import, by=by, at=at)
