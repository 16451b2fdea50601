"""A confirmed import is read, judged and stored."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import DataError, transaction

from catalogue.purchases import files, storing
from catalogue.purchases.actions.states import move
from catalogue.purchases.layouts import Layout, UnreadableFile, read_rows
from catalogue.purchases.models import Import, ImportState

# An import whose process died this often is not tried again.
MOST_ATTEMPTS = 3
NOT_STORABLE = (
    "The database cannot store a text of this file: {problem}. Nothing of it was "
    "stored. Please correct the extract and upload it again."
)
GIVEN_UP = (
    "Reading this file stopped three times without an answer. Nothing of it was "
    "stored. Please split the file into smaller ones and upload those."
)


def _ignore_progress(rows: int) -> None:
    """Nobody watches."""


def run_import(
    import_id: int,
    *,
    on: date,
    at: datetime,
    progress: Callable[[int], None] = _ignore_progress,
) -> Import:
    """Read, judge and store a queued import. Run twice, the second does nothing.

    The import's row is locked for as long as it runs and its state changes only with
    the lines themselves, so a process that dies leaves it queued and untouched. An
    import that stops its process again and again is given up.
    """
    try:
        if _may_attempt(import_id, at=at):
            with transaction.atomic():
                of_import = _lock_queued(import_id)
                if of_import is not None:
                    _store(of_import, on=on, at=at, progress=progress)
    except UnreadableFile as problem:
        _fail(import_id, message=str(problem), at=at)
    except DataError as problem:
        _fail(import_id, message=NOT_STORABLE.format(problem=problem), at=at)
    return Import.objects.get(pk=import_id)


def _lock_queued(import_id: int) -> Import | None:
    """The import with its row locked; None if it is not queued or another has it."""
    return (
        Import.objects.select_for_update(skip_locked=True)
        .filter(pk=import_id, state=ImportState.QUEUED)
        .first()
    )


@transaction.atomic
def _may_attempt(import_id: int, *, at: datetime) -> bool:
    of_import = _lock_queued(import_id)
    if of_import is None:
        return False
    if of_import.attempts >= MOST_ATTEMPTS:
        _fail(import_id, message=GIVEN_UP, at=at)
        return False
    of_import.attempts += 1
    of_import.save(update_fields=["attempts"])
    return True


def _store(
    of_import: Import, *, on: date, at: datetime, progress: Callable[[int], None]
) -> None:
    layout = Layout.from_json(of_import.layout)
    path = files.path_of(of_import.sha256)
    storing.stage(read_rows(path, layout), progress=progress)
    twin = of_import.rolled_back_twin()
    storing.read_dates(layout)
    storing.add_partitions(on=on)
    totals = storing.judge_and_store(
        layout,
        import_id=of_import.pk,
        organisation_id=of_import.organisation_id,
        on=on,
        place=twin.place if twin else None,
    )
    storing.finish()
    fields = tuple(storing.Totals.__dataclass_fields__)
    for field in fields:
        setattr(of_import, field, getattr(totals, field))
    of_import.state, of_import.finished_at = ImportState.DONE, at
    of_import.save(update_fields=["state", "finished_at", *fields])


@transaction.atomic
def _fail(import_id: int, *, message: str, at: datetime) -> None:
    of_import = Import.objects.get(pk=import_id)
    move(of_import, ImportState.FAILED, message=message, finished_at=at)
