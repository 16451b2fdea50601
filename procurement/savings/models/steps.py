"""What was done to a trust's part, and the papers that vouch for it."""

from django.db import models

from procurement.savings.models.initiatives import Participation
from trusts.models import Membership


class SavingStep(models.Model):
    """What was done to a trust's part. Append-only."""

    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="steps"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    done = models.CharField(max_length=200)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.done


class EvidenceFile(models.Model):
    """A paper that vouches for a price or a date, kept as it came. Append-only."""

    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="evidence_files"
    )
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.name
