"""An upload on its way in: kept when it can be read, and how it would be read."""

import functools
import hashlib
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.core.cache import cache
from django.db import transaction

from catalogue.purchases import actions, layouts
from catalogue.purchases.files import path_of
from catalogue.purchases.layouts import Understanding, UnreadableFile
from catalogue.purchases.models import Import, ImportState
from catalogue.purchases.rules import NO_ORGANISATION
from trusts.models import Membership, Organisation

# Looking at a whole file takes seconds for a large one, and every step of "This is
# how we read it" wants it.
READING_SECONDS = 3600

# Bytes that no import speaks of are an upload in progress, or what one left behind.
STRAY_AFTER = timedelta(hours=1)


def receive_readable_file(
    chunks: Iterable[bytes],
    *,
    file_name: str,
    organisation: Organisation | None,
    by: Membership | None,
    at: datetime,
) -> tuple[Import, bool]:
    """Keep an extract that can be read. Answers its import and whether it is new.

    The same bytes again, waiting to be confirmed or imported already, are the earlier
    import. Raises UnreadableFile with a sentence for the user; then there is no import.
    """
    try:
        with transaction.atomic():
            of_import, is_new = actions.receive_file(
                chunks, file_name=file_name, organisation=organisation, by=by, at=at
            )
            if not is_new:
                return of_import, False
            if waiting := _waiting_twin(of_import):
                of_import.delete()
                return waiting, False
            reading = reading_of(of_import)
            if organisation is None and "organisation" not in reading.layout.columns:
                raise UnreadableFile(NO_ORGANISATION)
    except UnreadableFile:
        sweep_strays(before=at - STRAY_AFTER)
        raise
    return of_import, True


def _waiting_twin(of_import: Import) -> Import | None:
    return (
        Import.objects.filter(
            state=ImportState.ASKING,
            sha256=of_import.sha256,
            organisation=of_import.organisation,
        )
        .exclude(pk=of_import.pk)
        .newest_first()
        .first()
    )


def reading_of(
    of_import: Import, answers: dict[str, str] | None = None
) -> Understanding:
    """How the file is read under these answers. Raises UnreadableFile.

    The same file, answers and remembered layout are looked at once an hour.
    """
    remembered = actions.remembered_layout(of_import.organisation)
    circumstances = [
        of_import.sha256,
        of_import.file_name,
        sorted((answers or {}).items()),
        remembered.to_json() if remembered else None,
        _rules_of_reading(),
    ]
    digest = hashlib.sha256(json.dumps(circumstances).encode()).hexdigest()
    key = f"import-reading:{digest}"
    reading = cache.get(key)
    if reading is None:
        reading = actions.understand_import(of_import, answers=answers)
        cache.set(key, reading, READING_SECONDS)
    return reading


@functools.cache
def _rules_of_reading() -> str:
    """What the reading goes by, so that a new release does not believe an old one."""
    sources = sorted(Path(layouts.__path__[0]).glob("*.py"))
    return hashlib.sha256(b"".join(map(Path.read_bytes, sources))).hexdigest()


def sweep_strays(*, before: datetime) -> int:
    """Delete kept bytes older than `before` that no import speaks of; answers how many.

    They are of files that could not be read, or of uploads that were cut short.
    """
    old = {
        path.name: path
        for path in path_of("").iterdir()  # their folder
        if path.stat().st_mtime < before.timestamp()
    }
    known = Import.objects.filter(sha256__in=list(old)).values_list("sha256", flat=True)
    strays = old.keys() - set(known)
    for name in strays:
        old[name].unlink(missing_ok=True)
    return len(strays)
