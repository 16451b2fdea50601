"""What is measured and what it weighs, from a day on. A release keeps its version."""

from typing import Self

from django.db import models
from django.db.models import Q

from trusts.models import Membership
from trusts.permissions import Permission


class Metric(models.TextChoices):
    PRICE = "M1", "Price position"
    GAPS = "M2", "Gaps closed"
    CATALOGUE = "M3", "On catalogue"
    ORDER = "M4", "On a purchase order"
    CONTRACT = "M5", "Under contract"
    DATA = "M6", "Data quality"
    ADOPTION = "M7", "Adoption"


class DefinitionVersionQuerySet(models.QuerySet["DefinitionVersion"]):
    def visible_to(self, member: Membership) -> Self:
        """No trust's figure: whoever may see the league table."""
        return self if member.may(Permission.LEAGUE_VIEW) else self.none()

    def newest_first(self) -> Self:
        return self.order_by("-number")


class DefinitionVersion(models.Model):
    """All definitions as they stand together. Append-only.

    `least_share`, from 0 to 1, is the part of a trust's spend that has to be comparable
    for it to be ranked; `fewest_peers` how many others of its group must be so too.
    """

    number = models.PositiveIntegerField(unique=True)
    least_share = models.DecimalField(max_digits=5, decimal_places=4)
    fewest_peers = models.PositiveSmallIntegerField()
    note = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")

    objects = DefinitionVersionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="least_share_is_a_share",
                condition=Q(least_share__gte=0, least_share__lte=1),
            ),
            models.CheckConstraint(name="a_version_says_why", condition=~Q(note="")),
        )

    def __str__(self) -> str:
        return f"version {self.number}"


class MetricDefinition(models.Model):
    """One metric in one version. `weight` is in per cent; `step`, a fraction, what its
    figures are rounded to. Append-only."""

    version = models.ForeignKey(
        DefinitionVersion, models.PROTECT, related_name="metrics"
    )
    metric = models.CharField(max_length=2, choices=Metric)
    name = models.TextField()
    definition = models.TextField()
    formula = models.TextField()
    lower_is_better = models.BooleanField()
    step = models.DecimalField(max_digits=7, decimal_places=6)
    weight = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_definition_per_version_and_metric",
                fields=("version", "metric"),
            ),
            models.CheckConstraint(
                name="weight_is_in_per_cent",
                condition=Q(weight__gte=0, weight__lte=100),
            ),
            models.CheckConstraint(
                name="metric_is_known", condition=Q(metric__in=Metric)
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.weight}%"
