"""Exactly what was put before the people who sign."""

from django.db import models

from procurement.specifications.models.contents import OfVersionQuerySet
from procurement.specifications.models.versions import Version
from trusts.models import Membership


class FrozenText(models.Model):
    """The whole of a version as one text (JSON in one fixed form), and its SHA-256.

    Append-only, and in the chain of the record: it is complete without the tables it
    was made from. A version has more than one where its chair ruled that a correction
    changes nothing that matters; `number` counts them.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="frozen")
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.TextField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="frozen_texts_are_numbered", fields=("version", "number")
            ),
        )

    def __str__(self) -> str:
        return f"{self.version}, {self.sha256[:12]}"
