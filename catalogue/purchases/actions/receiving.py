"""An extract comes in, is understood, and is confirmed or put aside."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from catalogue.purchases import files
from catalogue.purchases.actions.states import NotAllowed, move, record_move
from catalogue.purchases.layouts import Layout, Understanding, understand
from catalogue.purchases.models import Import, ImportState, Profile
from trusts.models import Membership, Organisation

# What a layout is called unless somebody names it.
PROFILE_NAME = "Purchase orders"


@transaction.atomic
def receive_file(
    chunks: Iterable[bytes],
    *,
    file_name: str,
    organisation: Organisation | None,
    by: Membership | None,
    at: datetime,
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
    profile_name: str | None = None,
) -> Understanding:
    """How the file is read, given what was remembered and answered.

    Raises UnreadableFile with a sentence for the user.
    """
    return understand(
        files.path_of(of_import.sha256),
        file_name=of_import.file_name,
        remembered=remembered_layout(of_import.organisation, profile_name),
        answers=answers,
    )


def remembered_layout(
    organisation: Organisation | None, name: str | None = None
) -> Layout | None:
    """The organisation's latest confirmed layout, or the one of that name."""
    profiles = Profile.objects.filter(organisation=organisation)
    if name is not None:
        profiles = profiles.filter(name=name)
    profile = profiles.order_by("-confirmed_at", "-pk").first()
    return Layout.from_json(profile.layout) if profile else None


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
    """The layout is right: remember it, and let the import be read.

    Raises NotAllowed where the same bytes were imported meanwhile.
    """
    earlier = _standing_of(of_import.sha256, of_import.organisation)
    if earlier not in (None, of_import):
        raise NotAllowed(
            f"This file was imported already, as import {earlier.pk}. "
            "Nothing was written."
        )
    move(of_import, ImportState.QUEUED, layout=layout.to_json(), notes=list(notes))
    Profile.objects.update_or_create(
        organisation=of_import.organisation,
        name=profile_name,
        defaults={
            "layout": layout.to_json(),
            "confirmed_at": at,
            "confirmed_by": by,
        },
    )
    record_move("import_confirmed", of_import, by=by, at=at)


def discard_import(of_import: Import) -> None:
    """Not this file after all. It stays kept, and is never read."""
    move(of_import, ImportState.DISCARDED)
