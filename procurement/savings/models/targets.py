"""The region's target, and what the nightly check found."""

from django.db import models
from django.db.models import Q

from trusts.models import Membership


class SavingsTarget(models.Model):
    """What the region means to save in a financial year, April to March. Append-only;
    the newest one of a year counts. `amount` is pounds ex VAT."""

    year_start = models.DateField()
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    note = models.TextField(blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="target_is_of_a_financial_year",
                condition=Q(year_start__day=1, year_start__month=4, amount__gt=0),
            ),
        )

    def __str__(self) -> str:
        return f"£{self.amount} in the year from {self.year_start}"


class SavingsCheck(models.Model):
    """One nightly check that no pound stands twice. Append-only.

    `findings` are objects with `rule`, `says` (a sentence) and where they are.
    """

    checked_at = models.DateTimeField()
    on = models.DateField()
    claims = models.PositiveIntegerField()
    months = models.PositiveIntegerField()
    findings = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{len(self.findings)} findings as at {self.on}"
