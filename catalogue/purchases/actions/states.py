"""How an import moves from state to state, and who is told."""

from datetime import datetime
from typing import Any

from catalogue.purchases.models import MOVES, Import, ImportState
from trusts.audit import record
from trusts.models import Membership

# What stands in the way of a move, by the state the import is in.
SAID = {
    ImportState.ASKING: "waits for somebody to confirm how it is read",
    ImportState.QUEUED: "is being read",
    ImportState.DONE: "has been imported already",
    ImportState.FAILED: "could not be read",
    ImportState.ROLLED_BACK: "was rolled back already",
    ImportState.DISCARDED: "was put aside",
}


class NotAllowed(Exception):
    """An import is not in a state that allows this; the message says why."""


def move(of_import: Import, state: ImportState, **also: Any) -> None:
    """Change the state, and the columns `also`, if the import as it stands now may:
    somebody else may have moved it since it was looked at."""
    movable = [now for now, next_states in MOVES.items() if state in next_states]
    may_move = Import.objects.filter(pk=of_import.pk, state__in=movable)
    if not may_move.update(state=state, **also):
        of_import.refresh_from_db(fields=["state"])
        raise NotAllowed(
            f"This import {SAID[ImportState(of_import.state)]}. Nothing was changed."
        )
    for name, value in {"state": state, **also}.items():
        setattr(of_import, name, value)


def record_move(
    action: str, of_import: Import, *, by: Membership | None, at: datetime
) -> None:
    place = of_import.organisation
    record(action, target=of_import.on_record, by=by, at=at, organisation=place)
