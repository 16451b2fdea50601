"""Remembered layouts by name, and every version of them."""

from typing import Self

from django.db import models
from django.db.models import Q

from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class ProfileQuerySet(OwnRowsQuerySet["Profile"]):
    needs = Permission.IMPORTS_VIEW

    def kept(self) -> Self:
        """Those that nobody removed."""
        return self.filter(removed_at=None)

    def of(self, organisation: Organisation | None) -> Self:
        """Those that its files are read by, the last confirmed first."""
        return (
            self.kept()
            .filter(organisation=organisation)
            .order_by("-confirmed_at", "-pk")
        )


class Profile(models.Model):
    """How a system's extract is laid out, remembered for the next one.

    An organisation has one for each system that it sends extracts of; without one they
    are of files that say in a column whose each row is.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="profiles"
    )
    name = models.TextField()
    layout = models.JSONField()
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )

    objects = ProfileQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_profile_per_name",
                fields=("organisation", "name"),
                condition=Q(removed_at__isnull=True),
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def on_record(self) -> str:
        """What the record of what was done calls it."""
        return f"{self.name}, profile {self.pk}"


class VersionKind(models.TextChoices):
    CONFIRMED = "CONFIRMED", "Confirmed with an import"
    MADE = "MADE", "Made from another profile"
    EDITED = "EDITED", "Edited"
    PUT_BACK = "PUT_BACK", "Put back as it was"
    REMOVED = "REMOVED", "Deleted"
    RESTORED = "RESTORED", "Brought back"


class ProfileVersion(models.Model):
    """What a profile was from a moment on, and who made it so. Append-only."""

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="versions")
    kind = models.CharField(max_length=10, choices=VersionKind)
    name = models.TextField()
    layout = models.JSONField()
    of_import = models.ForeignKey(
        "purchases.Import", models.PROTECT, null=True, related_name="+"
    )
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="profile_version_kind_is_known", condition=Q(kind__in=VersionKind)
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.get_kind_display()}"
