"""An upload on its way in: kept when it can be read, and how it would be read."""

import functools
import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db import transaction

from catalogue.purchases import actions, layouts
from catalogue.purchases.files import path_of
from catalogue.purchases.layouts import Understanding, UnreadableFile
from catalogue.purchases.models import Import, ImportState, Profile
from catalogue.purchases.rules import NO_ORGANISATION
from catalogue.purchases.trying import Trial, try_file
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
    profile: Profile | None = None,
) -> tuple[Import, bool]:
    """Keep an extract that can be read. Answers its import and whether it is new.

    The same bytes again, waiting to be confirmed or imported already, are the earlier
    import. Raises UnreadableFile with a sentence for the user; then there is no import.
    """
    try:
        with transaction.atomic():
            of_import, is_new = actions.receive_file(
                chunks,
                file_name=file_name,
                organisation=organisation,
                by=by,
                at=at,
                profile=profile,
            )
            if not is_new:
                return of_import, False
            if waiting := _waiting_twin(of_import):
                of_import.delete()
                waiting.profile = profile or waiting.profile
                waiting.save(update_fields=["profile"])
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
    profile = profile_for(of_import, answers)
    circumstances = [
        of_import.file_name,
        sorted((answers or {}).items()),
        profile.layout if profile else None,
    ]
    return _looked_at_once(
        of_import,
        circumstances,
        lambda: actions.understand_import(of_import, answers=answers, profile=profile),
    )


def profile_for(
    of_import: Import, answers: dict[str, str] | None = None
) -> Profile | None:
    """The profile that is chosen in the answers (there "" is none at all), else for
    the import, else the one that fits its file best."""
    said = (answers or {}).get("profile")
    if said == "":
        return None
    profiles = {
        str(each.pk): each for each in Profile.objects.of(of_import.organisation)
    }
    for chosen in (said, str(of_import.profile_id)):
        if chosen in profiles:
            return profiles[chosen]
    circumstances = [of_import.file_name, [each.layout for each in profiles.values()]]
    found = _looked_at_once(
        of_import,
        circumstances,
        lambda: _key(actions.fitting_profile(of_import, list(profiles.values()))),
    )
    return profiles.get(found)


def _key(profile: Profile | None) -> str:
    return str(profile.pk) if profile else ""


def trial_of(of_import: Import, reading: Understanding, *, on: date) -> Trial:
    """What would become of the rows of the file, read so. Raises UnreadableFile."""
    circumstances = [
        reading.layout.to_json(),
        of_import.organisation_id,
        on.isoformat(),
    ]
    return _looked_at_once(
        of_import,
        circumstances,
        lambda: try_file(
            path_of(of_import.sha256),
            reading.layout,
            organisation_id=of_import.organisation_id,
            on=on,
        ),
    )


def _looked_at_once[Found](
    of_import: Import, circumstances: list[Any], look: Callable[[], Found]
) -> Found:
    """What is found in the file under these circumstances; remembered for an hour."""
    whole = [look.__qualname__, of_import.sha256, circumstances, _rules_of_reading()]
    digest = hashlib.sha256(json.dumps(whole).encode()).hexdigest()
    key = f"import-reading:{digest}"
    found = cache.get(key)
    if found is None:
        found = look()
        cache.set(key, found, READING_SECONDS)
    return found


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
