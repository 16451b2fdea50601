"""Who is asked for each trust: giving a seat, offering one, telling, giving it up."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from procurement.specifications import rules
from procurement.specifications.actions.taking_part import held
from procurement.specifications.landing import page_of
from procurement.specifications.mails import seat_mail
from procurement.specifications.models import (
    Profession,
    Seat,
    SeatKind,
    SeatOffer,
    Specification,
)
from trusts import audit, mails
from trusts.actions.invitations import invite
from trusts.models import Invitation, Membership, Organisation
from trusts.roles import Role
from trusts.rules import Refused, refuse


@dataclass(frozen=True, slots=True)
class Asked:
    """As what somebody is asked."""

    kind: SeatKind
    profession: Profession
    specialty: str = ""
    deputy_of: Seat | None = None


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
    site: str = "",
    by: Membership | None,
    at: datetime,
) -> Seat:
    """Ask a clinician, for the trust of the membership; with a `site`, scheme and
    host, a mail tells them, with a link. Raises Refused."""
    specification, on = held(specification), timezone.localdate(at)
    refuse(rules.why_not_seat(specification, membership, by=by, on=on))
    _refuse_deputy(deputy_of, membership.organisation_id)
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
        site=site,
        invited_at=at,
        invited_by=by,
    )
    _record("seat_given", seat, by=by, at=at, seat=kind)
    return seat


@transaction.atomic
def offer_seat(
    specification: Specification,
    organisation: Organisation,
    *,
    email: str,
    full_name: str,
    asked: Asked,
    site: str,
    by: Membership,
    at: datetime,
) -> SeatOffer:
    """Invite a clinician who has no access at the trust yet; they have the seat as soon
    as they accept. Who is invited already gets no second mail. Raises Refused."""
    specification = held(specification)
    refuse(rules.why_not_offer(specification, organisation, by=by))
    _refuse_deputy(asked.deputy_of, organisation.pk)
    invitation = _open_invitation(organisation, email) or invite(
        email=email,
        full_name=full_name,
        organisation=organisation,
        role=Role.CLINICAL_REVIEWER,
        starts_on=timezone.localdate(at),
        ends_on=None,
        site=site,
        lands_on=page_of(specification),
        by=by,
        at=at,
    )
    if invitation.seat_offers.filter(specification=specification).exists():
        raise Refused(f"{email} is invited to this already.")
    offer = SeatOffer.objects.create(
        specification=specification,
        invitation=invitation,
        kind=asked.kind,
        profession=asked.profession,
        specialty=asked.specialty,
        deputy_of=asked.deputy_of,
        offered_at=at,
        offered_by=by,
    )
    _record_offer(offer, by=by, at=at)
    return offer


def take_up_seats(
    invitation: Invitation, membership: Membership, *, at: datetime
) -> None:
    """Give the seats that waited for the invitation to be accepted; one that can no
    longer be given is left, and the trust's lead sees that it is empty."""
    offers = invitation.seat_offers.filter(seat=None).select_related(
        "specification", "offered_by__user", "offered_by__organisation", "deputy_of"
    )
    for offer in offers:
        try:
            offer.seat = give_seat(
                offer.specification,
                membership,
                kind=SeatKind(offer.kind),
                profession=Profession(offer.profession),
                specialty=offer.specialty,
                deputy_of=offer.deputy_of,
                by=offer.offered_by,
                at=at,
            )
        except Refused:
            continue  # their access counts whatever became of the seat
        offer.save(update_fields=["seat"])


@transaction.atomic
def tell_of_seat(number: int, *, at: datetime) -> bool | None:
    """Send the mail of a seat. True when it went, False when the mail server did not
    take it, None when there was nothing to send or another worker has it."""
    waiting = Seat.objects.to_tell(at=at).filter(pk=number)
    seat = waiting.select_for_update(
        skip_locked=True, of=("self",), no_key=True
    ).first()
    if seat is None:
        return None
    if mails.send(seat_mail(seat)):
        return False
    seat.told_at = at
    seat.save(update_fields=["told_at"])
    return True


@transaction.atomic
def give_up_seat(seat: Seat, *, by: Membership | None, at: datetime) -> None:
    """The person is asked no longer; what they said and signed stands. Raises
    Refused."""
    seat = (
        Seat.objects.select_for_update(of=("self",), no_key=True)
        .select_related("specification__chair", "organisation", "user")
        .get(pk=seat.pk)
    )
    refuse(rules.why_not_give_up_seat(seat, by=by))
    seat.left_at, seat.left_by = at, by
    seat.save(update_fields=["left_at", "left_by"])
    _record("seat_given_up", seat, by=by, at=at)


def _refuse_deputy(deputy_of: Seat | None, organisation: int) -> None:
    if deputy_of is not None and deputy_of.organisation_id != organisation:
        raise Refused("A deputy comes from the same trust.")


def _open_invitation(organisation: Organisation, email: str) -> Invitation | None:
    """The one that waits for the same person and role, held until the seat stands."""
    there = organisation.invitations.unanswered().filter(
        email=email, role=Role.CLINICAL_REVIEWER
    )
    return there.select_for_update(of=("self",), no_key=True).first()


def _record_offer(offer: SeatOffer, *, by: Membership, at: datetime) -> None:
    audit.record(
        "seat_offered",
        target=offer.specification,
        by=by,
        at=at,
        organisation=offer.invitation.organisation,
        email=offer.invitation.email,
        seat=offer.kind,
    )


def _record(
    action: str,
    given: Seat,
    *,
    by: Membership | None,
    at: datetime,
    **detail: str,
) -> None:
    audit.record(
        action,
        target=given.specification,
        by=by,
        at=at,
        organisation=given.organisation,
        person=str(given.user),
        **detail,
    )
