"""The one place where a version comes to another state."""

from datetime import datetime

from procurement.specifications import rules
from procurement.specifications.models import (
    Specification,
    Version,
    VersionState,
    VersionStep,
)
from trusts import audit
from trusts.models import Membership
from trusts.rules import refuse


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
