"""Extracts as they came: the import and its rejected rows."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from catalogue.purchases.models.profiles import Profile
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class ImportState(models.TextChoices):
    ASKING = "ASKING", "Waiting for you to confirm"
    QUEUED = "QUEUED", "Being read"
    DONE = "DONE", "Imported"
    FAILED = "FAILED", "Could not be read"
    ROLLED_BACK = "ROLLED_BACK", "Rolled back"
    DISCARDED = "DISCARDED", "Discarded"


S = ImportState
MOVES = {
    S.ASKING: {S.QUEUED, S.DISCARDED},
    S.QUEUED: {S.DONE, S.FAILED},
    S.DONE: {S.ROLLED_BACK},
    S.FAILED: set(),
    S.ROLLED_BACK: set(),
    S.DISCARDED: set(),
}


class ImportQuerySet(OwnRowsQuerySet["Import"]):
    needs = Permission.IMPORTS_VIEW

    def standing(self) -> Self:
        """Imports that count, or are about to."""
        return self.filter(state__in=[S.QUEUED, S.DONE])

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Import(models.Model):
    """One extract, kept as it came, and what was made of it.

    `rows` = `accepted` + `unchanged` + `replaced` + `rejected`; `net_value` is the
    value ex VAT, in pounds, of the accepted rows. `place` is its place in the order in
    which the files of an organisation were stored; a file that was rolled back and is
    imported again has its old one.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="imports"
    )
    file_name = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    state = models.CharField(max_length=12, choices=ImportState)
    profile = models.ForeignKey(
        Profile, models.PROTECT, null=True, related_name="imports"
    )
    layout = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    message = models.TextField(blank=True)
    place = models.BigIntegerField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    rows = models.IntegerField(default=0)
    accepted = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    replaced = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    net_value = models.DecimalField(max_digits=20, decimal_places=6, default=0)
    first_order_date = models.DateField(null=True)
    last_order_date = models.DateField(null=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )
    finished_at = models.DateTimeField(null=True)
    rolled_back_at = models.DateTimeField(null=True)
    rolled_back_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="every_row_is_accounted_for",
                condition=Q(
                    rows=F("accepted") + F("unchanged") + F("replaced") + F("rejected")
                ),
            ),
            models.CheckConstraint(
                name="import_state_is_known", condition=Q(state__in=ImportState)
            ),
            models.CheckConstraint(
                name="rolled_back_imports_say_when",
                condition=~(Q(state="ROLLED_BACK") ^ Q(rolled_back_at__isnull=False)),
            ),
        )
        indexes = (
            models.Index(fields=("sha256", "organisation"), name="import_same_bytes"),
            models.Index(
                fields=("id",),
                name="import_waiting",
                condition=Q(state=ImportState.QUEUED),
            ),
            models.Index(fields=("organisation", "-id"), name="import_history"),
        )

    def __str__(self) -> str:
        return self.file_name

    def rolled_back_twin(self) -> "Import | None":
        """The import of the same file that was rolled back, whose place this takes."""
        twins = Import.objects.filter(
            sha256=self.sha256,
            organisation=self.organisation_id,
            state=ImportState.ROLLED_BACK,
        )
        return twins.newest_first().first()

    @property
    def on_record(self) -> str:
        """What the record of what was done calls it."""
        return f"{self.file_name}, import {self.pk}"


class RejectionQuerySet(OwnRowsQuerySet["Rejection"]):
    needs = Permission.IMPORTS_VIEW
    organisation_path = "of_import__organisation"

    def in_file_order(self) -> Self:
        return self.order_by("row_number")


class Rejection(models.Model):
    """A row that was not taken, why, and the text that stood there."""

    of_import = models.ForeignKey(Import, models.CASCADE, related_name="rejections")
    row_number = models.IntegerField()
    field = models.TextField()
    text = models.TextField()
    reason = models.TextField()

    objects = RejectionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_rejection_per_row", fields=("of_import", "row_number")
            ),
        )

    def __str__(self) -> str:
        return f"row {self.row_number}: {self.reason}"
