"""The one place where an adoption comes to another state."""

from datetime import datetime
from typing import Any

from procurement.adoption.models import Adoption, AdoptionState, AdoptionStep
from procurement.specifications.actions import locked
from trusts import audit
from trusts.models import Membership


def held(adoption: Adoption) -> Adoption:
    """As it stands, held with its version until the transaction ends."""
    version = locked(adoption.version)
    found = (
        Adoption.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation", "owner__user")
        .get(pk=adoption.pk)
    )
    found.version = version
    return found


def step(
    adoption: Adoption,
    state: AdoptionState,
    *,
    note: str = "",
    by: Membership | None,
    at: datetime,
) -> None:
    """Move a held adoption, with the step and the event on record. What comes with the
    state, as `live_on`, is set by the caller."""
    adoption.state, adoption.moved_at = state, at
    adoption.save()
    add_step(adoption, note=note, by=by, at=at)


def add_step(
    adoption: Adoption, *, note: str, by: Membership | None, at: datetime
) -> None:
    """The step to where it stands."""
    record(
        f"adoption_{adoption.state.lower()}", adoption, by=by, at=at, note=note[:500]
    )
    # Last: who adds a link holds the end of the chain.
    AdoptionStep.objects.create(
        adoption=adoption,
        state=adoption.state,
        note=note.strip(),
        live_on=adoption.live_on,
        at=at,
        by=by,
    )


def record(
    action: str,
    adoption: Adoption,
    *,
    by: Membership | None,
    at: datetime,
    **detail: Any,
) -> None:
    audit.record(
        action,
        target=adoption,
        by=by,
        at=at,
        organisation=adoption.organisation,
        adoption=adoption.pk,
        **detail,
    )
