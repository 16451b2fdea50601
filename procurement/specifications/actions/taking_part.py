"""Which trusts take part."""

from datetime import datetime

from django.db import transaction

from procurement.specifications import rules
from procurement.specifications.models import ParticipatingTrust, Specification
from trusts import audit
from trusts.models import Membership, Organisation
from trusts.rules import Refused, refuse


@transaction.atomic
def add_trust(
    specification: Specification,
    organisation: Organisation,
    *,
    by: Membership | None,
    at: datetime,
) -> ParticipatingTrust:
    """A trust takes part from now on. Raises Refused."""
    specification = held(specification)
    refuse(rules.why_not_take_part(specification, organisation, by=by))
    audit.record(
        "trust_takes_part",
        target=specification,
        by=by,
        at=at,
        organisation=organisation,
    )
    return ParticipatingTrust.objects.create(
        specification=specification,
        organisation=organisation,
        joined_at=at,
        joined_by=by,
    )


@transaction.atomic
def leave_trust(
    specification: Specification,
    organisation: Organisation,
    *,
    reason: str,
    by: Membership | None,
    at: datetime,
) -> None:
    """A trust takes part no longer: it is neither asked nor bound. Raises Refused."""
    specification = held(specification)
    refuse(rules.why_not_leave(specification, organisation, by=by))
    if not reason.strip():
        raise Refused("Say why the trust leaves.")
    specification.participating.filter(organisation=organisation, left_at=None).update(
        left_at=at, left_by=by, left_because=reason
    )
    audit.record(
        "trust_left",
        target=specification,
        by=by,
        at=at,
        organisation=organisation,
        reason=reason[:500],
    )


def held(specification: Specification) -> Specification:
    """The specification, held until the transaction ends: who opens and closes rounds
    and who says who takes part wait for each other."""
    return (
        Specification.objects.select_for_update(of=("self",), no_key=True)
        .select_related("chair")
        .get(pk=specification.pk)
    )
