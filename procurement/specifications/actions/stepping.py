"""The one place where a version comes to another state, and where a draft is marked
as written on."""

from datetime import datetime
from typing import Any

from procurement.specifications import rules
from procurement.specifications.models import (
    Specification,
    Version,
    VersionState,
    VersionStep,
    VersionWriter,
)
from trusts import audit
from trusts.models import Membership
from trusts.rules import Refused, refuse


def locked(version: Version) -> Version:
    """The version as it stands, held until the transaction ends. Its specification is
    held before it: who starts a next version and who moves this one wait for each
    other."""
    Specification.objects.select_for_update(no_key=True).get(
        pk=version.specification_id
    )
    return (
        Version.objects.select_for_update(of=("self",), no_key=True)
        .select_related("specification__chair", "drafted_by")
        .get(pk=version.pk)
    )


def step(
    version: Version,
    to: VersionState,
    *,
    by: Membership | None,
    at: datetime,
    note: str = "",
) -> None:
    """Move a held version on, with the step and the event on record. Raises Refused
    where it cannot come there from where it stands."""
    refuse(rules.why_not_move(version, to))
    version.state, version.moved_at = to, at
    version.save(update_fields=["state", "moved_at"])
    VersionStep.objects.create(version=version, state=to, note=note, at=at, by=by)
    audit.record(f"version_{to.lower()}", target=version, by=by, at=at, note=note[:500])


def written(
    version: Version, action: str, *, by: Membership | None, at: datetime, **detail: Any
) -> None:
    """What a held draft says was changed: when, by whom, and what, on record."""
    version.moved_at = at
    version.save(update_fields=["moved_at"])
    audit.record(action, target=version, by=by, at=at, **detail)
    if by is not None:
        VersionWriter.objects.get_or_create(
            version=version, wrote_by=by, defaults={"wrote_at": at}
        )


def need(reason: str) -> None:
    """Raise Refused where nobody said why."""
    if not reason.strip():
        raise Refused("Say why.")
