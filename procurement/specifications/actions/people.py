"""Which trusts take part, and who is asked for each."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from procurement.specifications import rules
from procurement.specifications.models import (
    ParticipatingTrust,
    Profession,
    Seat,
    SeatKind,
    Specification,
)
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
    specification = _held(specification)
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
    specification = _held(specification)
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


@transaction.atomic
def give_seat(
    specification: Specification,
    membership: Membership,
    *,
    kind: SeatKind,
    profession: Profession,
    specialty: str = "",
    registration: str = "",
    deputy_of: Seat | None = None,
    by: Membership | None,
    at: datetime,
) -> Seat:
    """Ask a clinician, for the trust of the membership. Raises Refused."""
    specification = _held(specification)
    on = timezone.localdate(at)
    refuse(rules.why_not_seat(specification, membership, by=by, on=on))
    if (
        deputy_of is not None
        and deputy_of.organisation_id != membership.organisation_id
    ):
        raise Refused("A deputy comes from the same trust.")
    seat = Seat.objects.create(
        specification=specification,
        organisation=membership.organisation,
        membership=membership,
        user=membership.user,
        kind=kind,
        profession=profession,
        specialty=specialty,
        registration=registration,
        deputy_of=deputy_of,
        invited_at=at,
        invited_by=by,
    )
    audit.record(
        "seat_given",
        target=specification,
        by=by,
        at=at,
        organisation=membership.organisation,
        person=str(membership.user),
        seat=kind,
    )
    return seat


@transaction.atomic
def give_up_seat(seat: Seat, *, by: Membership | None, at: datetime) -> None:
    """The person is asked no longer; what they said and signed stands. Raises
    Refused."""
    seat = (
        Seat.objects.select_for_update(of=("self",))
        .select_related("specification__chair", "organisation", "user")
        .get(pk=seat.pk)
    )
    refuse(rules.why_not_give_up_seat(seat, by=by))
    seat.left_at, seat.left_by = at, by
    seat.save(update_fields=["left_at", "left_by"])
    audit.record(
        "seat_given_up",
        target=seat.specification,
        by=by,
        at=at,
        organisation=seat.organisation,
        person=str(seat.user),
    )


def _held(specification: Specification) -> Specification:
    """The specification, held until the transaction ends: who opens and closes rounds
    and who says who takes part wait for each other."""
    return (
        Specification.objects.select_for_update(of=("self",))
        .select_related("chair")
        .get(pk=specification.pk)
    )
