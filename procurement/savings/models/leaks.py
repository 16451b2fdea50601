"""Leakage that the owner of a part is told of, once a month."""

from django.db import models
from django.db.models import Q

from procurement.savings.models.initiatives import Participation
from trusts.models import Failure


class LeakNotice(models.Model):
    """A part's month in which more was paid than agreed, as it stood when its owner was
    told: never twice. `leakage` is pounds ex VAT. `sent_at` is empty while the mail
    waits; `sent_to` are the addresses it went to."""

    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="leak_notices"
    )
    month = models.DateField()
    leakage = models.DecimalField(max_digits=30, decimal_places=2)
    noticed_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=12, choices=Failure, blank=True)
    sent_at = models.DateTimeField(null=True)
    sent_to = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_leak_notice_a_month", fields=("participation", "month")
            ),
            models.CheckConstraint(
                name="sent_leak_notices_say_to_whom",
                condition=Q(sent_at=None) ^ ~Q(sent_to=""),
            ),
        )
        indexes = (
            models.Index(
                fields=("participation",),
                name="leak_notice_to_send",
                condition=Q(sent_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"£{self.leakage} in {self.month:%Y-%m}"
