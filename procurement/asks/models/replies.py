"""What a supplier answered, as it came in. Append-only."""

from django.db import models

from procurement.asks.models.asks import Ask
from trusts.models import Membership


class Outcome(models.TextChoices):
    ACCEPTED = "ACCEPTED", "All agreed"
    PART = "PART", "Agreed in part"
    COUNTER = "COUNTER", "Other prices offered"
    REFUSED = "REFUSED", "Refused"


class AskReply(models.Model):
    """One reply. `evidence` says where it is written.

    Whoever may see the ask may see this; reach it through `Ask`.
    """

    ask = models.ForeignKey(Ask, models.PROTECT, related_name="replies")
    replied_on = models.DateField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    evidence = models.CharField(max_length=1000)
    note = models.TextField(blank=True)
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="ask_reply_outcome_is_known",
                condition=models.Q(outcome__in=Outcome),
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome} on {self.replied_on}"
