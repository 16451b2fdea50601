"""The region's target, and what the nightly check found."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from trusts.models import Membership
from trusts.permissions import Permission


class SeenBySavingsQuerySet[Row: models.Model](models.QuerySet[Row]):
    """The region's, for everybody who sees savings."""

    def visible_to(self, member: Membership) -> Self:
        return self if member.may(Permission.SAVINGS_VIEW) else self.none()


class SavingsTargetQuerySet(SeenBySavingsQuerySet["SavingsTarget"]):
    pass


class SavingsCheckQuerySet(SeenBySavingsQuerySet["SavingsCheck"]):
    pass


class SavingsTarget(models.Model):
    """What the region means to save in a financial year, April to March. Append-only;
    the newest one of a year counts. `amount` is pounds ex VAT."""

    year_start = models.DateField()
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    note = models.TextField(blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")

    objects = SavingsTargetQuerySet.as_manager()

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

    `findings` are objects with `rule`, `says` (a sentence) and where they are; `more`
    by organisation code how many were found beside those that are kept.
    """

    checked_at = models.DateTimeField()
    on = models.DateField()
    claims = models.PositiveIntegerField()
    months = models.PositiveIntegerField()
    findings = models.JSONField(default=list)
    more = models.JSONField(default=dict)

    objects = SavingsCheckQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.found} findings as at {self.on}"

    @property
    def found(self) -> int:
        """How many findings there are, kept or not."""
        return len(self.findings) + sum(self.more.values())

    def more_for(self, member: Membership) -> int:
        """How many findings the member would see, were they kept."""
        if member.sees_region:
            return sum(self.more.values())
        return self.more.get(member.organisation.code, 0)

    def findings_for(self, member: Membership) -> list[dict[str, Any]]:
        """What was found at the member's own trust, or anywhere for the region."""
        if member.sees_region:
            return self.findings
        code = member.organisation.code
        return [each for each in self.findings if each["organisation"] == code]
