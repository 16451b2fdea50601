"""An extract comes in, is understood, and is confirmed or put aside."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from catalogue.purchases import files
from catalogue.purchases.actions.profiles import PROFILE_NAME, remember_layout
from catalogue.purchases.actions.states import NotAllowed, move, record_move
from catalogue.purchases.layouts import Layout, Understanding, understand
from catalogue.purchases.models import Import, ImportState, Profile
from trusts.models import Membership, Organisation


@transaction.atomic
def receive_file(
    chunks: Iterable[bytes],
    *,
    file_name: str,
    organisation: Organisation | None,
    by: Membership | None,
    at: datetime,
    profile: Profile | None = None,
) -> tuple[Import, bool]:
    """Keep the bytes as they came. Answers the import and whether it is new.

    The same bytes again, for an organisation whose earlier import of them stands,
    are that import: nothing is written.
    """
    sha256, size = files.keep(chunks)
    earlier = _standing_of(sha256, organisation)
    if earlier is not None:
        return earlier, False
    return (
        Import.objects.create(
            organisation=organisation,
            file_name=file_name[:200],
            sha256=sha256,
            size=size,
            state=ImportState.ASKING,
            uploaded_at=at,
            uploaded_by=by,
            profile=profile,
        ),
        True,
    )


def _standing_of(sha256: str, organisation: Organisation | None) -> Import | None:
    """The import of these bytes that stands. Whoever asks next waits for this
    transaction, so two at once do not both find none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(sha256[:15], 16)])
    imports = Import.objects.standing().filter(sha256=sha256, organisation=organisation)
    return imports.newest_first().first()


def understand_import(
    of_import: Import,
    *,
    answers: dict[str, str] | None = None,
    profile: Profile | None = None,
) -> Understanding:
    """How the file is read, given a remembered profile and what was answered.

    Raises UnreadableFile with a sentence for the user.
    """
    return understand(
        files.path_of(of_import.sha256),
        file_name=of_import.file_name,
        remembered=Layout.from_json(profile.layout) if profile else None,
        answers=answers,
    )


@transaction.atomic
def confirm_import(
    of_import: Import,
    *,
    layout: Layout,
    notes: Iterable[str] = (),
    by: Membership | None,
    at: datetime,
    profile_name: str = PROFILE_NAME,
) -> None:
    """The layout is right: remember it under this name, and let the import be read.

    Raises NotAllowed where the same bytes were imported meanwhile.
    """
    earlier = _standing_of(of_import.sha256, of_import.organisation)
    if earlier not in (None, of_import):
        raise NotAllowed(
            f"This file was imported already, as import {earlier.pk}. "
            "Nothing was written."
        )
    move(of_import, ImportState.QUEUED, layout=layout.to_json(), notes=list(notes))
    remember_layout(of_import, layout=layout, name=profile_name, by=by, at=at)
    record_move("import_confirmed", of_import, by=by, at=at)


def discard_import(of_import: Import) -> None:
    """Not this file after all. It stays kept, and is never read."""
    move(of_import, ImportState.DISCARDED)
