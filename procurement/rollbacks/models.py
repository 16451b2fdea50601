"""What rolling an import back would do, worked out beforehand."""

from typing import Self

from django.db import models
from django.db.models import Q

from catalogue.products.models import Product
from catalogue.purchases.models import Import
from procurement.gaps.models import ChangeKind
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class PreviewState(models.TextChoices):
    WAITING = "WAITING", "Being worked out"
    READY = "READY", "Worked out"
    FAILED = "FAILED", "Could not be worked out"


class RollbackPreviewQuerySet(OwnRowsQuerySet["RollbackPreview"]):
    needs = Permission.IMPORTS_MAKE
    organisation_path = "of_import__organisation"


class RollbackPreview(models.Model):
    """What rolling an import back would do, as things stood at one moment.

    `basis` says what it was worked out from: while it is what it is now, the figures
    are what will happen. `figures` are those of `Effect`.
    """

    of_import = models.ForeignKey(Import, models.CASCADE, related_name="previews")
    state = models.CharField(
        max_length=8, choices=PreviewState, default=PreviewState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )
    worked_out_at = models.DateTimeField(null=True)
    basis = models.TextField(blank=True)
    figures = models.JSONField(default=dict)

    objects = RollbackPreviewQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="rollback_preview_state_is_known",
                condition=Q(state__in=PreviewState),
            ),
        )

    def __str__(self) -> str:
        return f"of import {self.of_import_id}: {self.get_state_display()}"


class PreviewedGapQuerySet(OwnRowsQuerySet["PreviewedGap"]):
    """As for gaps: it speaks of a peer's price."""

    needs = Permission.GAPS_VIEW

    def visible_to(self, member: Membership) -> Self:
        if not member.may(Permission.PRICES_PEER_VIEW):
            return self.none()
        return super().visible_to(member)


class PreviewedGap(models.Model):
    """What a rollback would do to one gap; pounds a year. Its product may be one that
    the rollback makes, so it is also kept in words."""

    preview = models.ForeignKey(RollbackPreview, models.CASCADE, related_name="gaps")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.SET_NULL, null=True, related_name="+")
    description = models.TextField()
    kind = models.CharField(max_length=12, choices=ChangeKind)
    value_before = models.DecimalField(max_digits=40, decimal_places=2)
    value_after = models.DecimalField(max_digits=40, decimal_places=2)

    objects = PreviewedGapQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} £{self.value_before} to £{self.value_after}"
