"""What was handed over at once, so that it can be taken back at once."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from trusts.models import Membership


class HandOver(models.Model):
    """All that was one person's, given to a colleague.

    `act` is that of the gaps' steps; `gaps` is how many there were, `parts`, `asks`
    and `adoptions` are the numbers of the parts in initiatives, of the letters and of
    the adoptions of standards.
    """

    act = models.UUIDField(unique=True)
    leaver = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    to = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    gaps = models.PositiveIntegerField()
    parts = ArrayField(models.BigIntegerField())
    asks = ArrayField(models.BigIntegerField())
    adoptions = ArrayField(models.BigIntegerField(), default=list)
    handed_over_at = models.DateTimeField()
    handed_over_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="handed_over_to_somebody_else", condition=~Q(leaver=F("to"))
            ),
            models.CheckConstraint(
                name="taken_back_at_and_by_together",
                condition=~(Q(taken_back_at=None) ^ Q(taken_back_by=None)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.leaver_id} to {self.to_id}"
