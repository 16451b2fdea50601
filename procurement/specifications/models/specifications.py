"""A common specification, and the trusts that take part in it."""

from typing import Self

from django.db import models
from django.db.models import Q

from trusts.models import Membership, Organisation
from trusts.permissions import Permission


class RiskTier(models.TextChoices):
    """How much harm a wrong product can do; who has to sign goes by it."""

    LOW = "LOW", "Low risk"
    MODERATE = "MODERATE", "Moderate risk"
    HIGH = "HIGH", "High risk"


class SpecificationQuerySet(models.QuerySet["Specification"]):
    def visible_to(self, member: Membership) -> Self:
        """The regional office and chairs see every one; a trust those that it takes,
        or once took, part in, and who has a seat what the seat is for."""
        return _visible(self, member, "")


class OfSpecificationQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Rows that who sees the specification sees."""

    path = "specification"

    def visible_to(self, member: Membership) -> Self:
        return _visible(self, member, f"{self.path}__")


def _visible[Rows: models.QuerySet](rows: Rows, member: Membership, path: str) -> Rows:
    if not member.may(Permission.SPECIFICATIONS_VIEW):
        return rows.none()
    if member.sees_region or member.may(Permission.ROUNDS_RUN):
        return rows
    trusts = ParticipatingTrust.objects.filter(organisation=member.organisation_id)
    return rows.filter(**{f"{path}pk__in": trusts.values("specification")})


class Specification(models.Model):
    """What one kind of product must do. Its text stands in its versions.

    `chair` runs consultation, scoring and sign-off, and is never who drafted alone.
    """

    name = models.CharField(max_length=200)
    tier = models.CharField(max_length=8, choices=RiskTier)
    chair = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )

    objects = SpecificationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="specification_has_a_name", condition=~Q(name="")
            ),
            models.CheckConstraint(
                name="specification_tier_is_known", condition=Q(tier__in=RiskTier)
            ),
        )

    def __str__(self) -> str:
        return self.name


class ParticipatingTrust(models.Model):
    """A trust that takes part in a specification, from a moment on and perhaps until
    another. Who has left is neither asked nor bound."""

    specification = models.ForeignKey(
        Specification, models.PROTECT, related_name="participating"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    left_because = models.TextField(blank=True)

    objects = OfSpecificationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_trust_takes_part_once",
                fields=("specification", "organisation"),
                condition=Q(left_at=None),
            ),
            models.CheckConstraint(
                name="who_leaves_says_why",
                condition=Q(left_at=None, left_because="")
                | Q(left_at__isnull=False) & ~Q(left_because=""),
            ),
        )
        indexes = (
            models.Index(
                fields=("organisation", "specification"), name="specification_of_trust"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} in {self.specification}"


class HandingOn(models.Model):
    """Another chair runs a specification from now on. Append-only."""

    specification = models.ForeignKey(
        Specification, models.PROTECT, related_name="handings_on"
    )
    from_chair = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    to_chair = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    reason = models.TextField()
    handed_at = models.DateTimeField()
    handed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = OfSpecificationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_chair_is_handed_on_for_a_reason",
                condition=~Q(reason="") & ~Q(to_chair=models.F("from_chair")),
            ),
        )

    def __str__(self) -> str:
        return (
            f"{self.specification}: {self.to_chair.user} after {self.from_chair.user}"
        )
