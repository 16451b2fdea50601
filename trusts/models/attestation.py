"""Somebody answerable says that a person still needs their role."""

from django.db import models

from trusts.models.membership import Membership
from trusts.querysets import AccessRowsQuerySet


class AttestationQuerySet(AccessRowsQuerySet["Attestation"]):
    organisation_path = "membership__organisation"


class Attestation(models.Model):
    """One membership vouched for. Rows are added and never changed."""

    membership = models.ForeignKey(
        Membership, models.PROTECT, related_name="attestations"
    )
    attested_at = models.DateTimeField()
    attested_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )

    objects = AttestationQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(
                fields=("membership", "-attested_at"), name="attestation_newest"
            ),
        )

    def __str__(self) -> str:
        return f"{self.membership}, {self.attested_at:%Y-%m-%d}"
