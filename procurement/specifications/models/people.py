"""Who is asked: a person's seat in a specification, for their trust and profession."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from procurement.specifications.models.specifications import (
    OfSpecificationQuerySet,
    Specification,
)
from trusts.models import Invitation, Membership, Organisation, User


class Profession(models.TextChoices):
    DOCTOR = "DOCTOR", "Doctor"
    NURSE = "NURSE", "Nurse"
    MIDWIFE = "MIDWIFE", "Midwife"
    PARAMEDIC = "PARAMEDIC", "Paramedic"
    THEATRE = "THEATRE", "Operating department practitioner"
    THERAPIST = "THERAPIST", "Allied health professional"
    PHARMACIST = "PHARMACIST", "Pharmacist"
    SCIENTIST = "SCIENTIST", "Healthcare scientist or engineer"
    INFECTION = "INFECTION", "Infection prevention specialist"
    OTHER = "OTHER", "Another profession"


class SeatKind(models.TextChoices):
    """What a person's answer stands for; the risk tier says which a trust needs."""

    REVIEWER = "REVIEWER", "Clinical reviewer"
    SPECIALTY_REVIEWER = "SPECIALTY_REVIEWER", "Specialty reviewer"
    SPECIALIST_LEAD = "SPECIALIST_LEAD", "Consultant or specialist lead"
    CLINICAL_LEAD = "CLINICAL_LEAD", "Trust clinical lead"
    SAFETY_OFFICER = "SAFETY_OFFICER", "Medical device safety officer"
    QUALITY_EXECUTIVE = "QUALITY_EXECUTIVE", "Medical director or chief nurse"
    # Given by opening a round; it speaks for no trust.
    CHAIR = "CHAIR", "Chair of the specification"


# For so long a mail that was not taken is tried again.
TOLD_WITHIN = timedelta(days=2)


class SeatQuerySet(OfSpecificationQuerySet["Seat"]):
    def held(self) -> Self:
        """Those that nobody has given up."""
        return self.filter(left_at=None)

    def to_tell(self, *, at: datetime) -> Self:
        """Those whose holders have yet to be sent a mail."""
        lately = self.filter(invited_at__gt=at - TOLD_WITHIN)
        return lately.held().filter(told_at=None).exclude(site="").order_by("pk")


class Seat(models.Model):
    """One person asked about one specification, for the organisation of the membership.

    `registration` is body and number, as the person gives it. `deputy_of` is the seat
    that this one answers for while its holder is away: either of the two fills it.
    `site` is what a link to us begins with, for the mail that says so; "" for none.
    """

    specification = models.ForeignKey(
        Specification, models.PROTECT, related_name="seats"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=18, choices=SeatKind)
    profession = models.CharField(max_length=16, choices=Profession)
    specialty = models.CharField(max_length=100, blank=True)
    registration = models.CharField(max_length=100, blank=True)
    deputy_of = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="deputies"
    )
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )
    site = models.CharField(max_length=300, blank=True)
    told_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_person_has_one_seat",
                fields=("specification", "user"),
                condition=Q(left_at=None),
            ),
            models.CheckConstraint(
                name="seat_is_known",
                condition=Q(kind__in=SeatKind, profession__in=Profession),
            ),
        )
        indexes = (
            # What waits for somebody is found from here.
            models.Index(
                fields=("membership", "specification"),
                name="seat_of_member",
                condition=Q(left_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_kind_display().lower()}, {self.organisation}"


class SeatOfferQuerySet(OfSpecificationQuerySet["SeatOffer"]):
    def waiting(self) -> Self:
        """Those whose invitation is neither accepted nor withdrawn."""
        return self.filter(invitation__accepted_at=None, invitation__withdrawn_at=None)


class SeatOffer(models.Model):
    """A seat for somebody who has no access at the trust yet: `seat` is given in the
    moment in which they accept the invitation, and stays empty where it cannot be."""

    specification = models.ForeignKey(
        Specification, models.PROTECT, related_name="seat_offers"
    )
    invitation = models.ForeignKey(
        Invitation, models.PROTECT, related_name="seat_offers"
    )
    kind = models.CharField(max_length=18, choices=SeatKind)
    profession = models.CharField(max_length=16, choices=Profession)
    specialty = models.CharField(max_length=100, blank=True)
    deputy_of = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    seat = models.OneToOneField(Seat, models.PROTECT, null=True, related_name="offer")

    objects = SeatOfferQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_seat_is_offered_once", fields=("specification", "invitation")
            ),
            models.CheckConstraint(
                name="offered_seat_is_known",
                condition=Q(kind__in=SeatKind, profession__in=Profession),
            ),
        )

    def __str__(self) -> str:
        return f"{self.invitation.full_name}, {self.get_kind_display().lower()}"
