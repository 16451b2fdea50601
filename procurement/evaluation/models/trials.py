"""Trials of products on wards, as planned and as they went."""

from typing import Any

from django.db import models
from django.db.models import Q

from procurement.specifications.models import (
    ConsideredProduct,
    OfVersionQuerySet,
    Version,
)
from trusts.models import Membership, Organisation


def by(**options: Any) -> models.ForeignKey:
    return models.ForeignKey(Membership, models.PROTECT, related_name="+", **options)


class TrialState(models.TextChoices):
    PLANNED = "PLANNED", "Planned"
    LIVE = "LIVE", "Running"
    STOPPED = "STOPPED", "Stopped by its stop rule"
    CLOSED = "CLOSED", "Closed"
    GIVEN_UP = "GIVEN_UP", "Given up"


T = TrialState
TRIAL_MOVES: dict[TrialState, frozenset[TrialState]] = {
    T.PLANNED: frozenset({T.LIVE, T.GIVEN_UP}),
    T.LIVE: frozenset({T.STOPPED, T.CLOSED}),
    T.STOPPED: frozenset({T.LIVE, T.CLOSED}),
    T.CLOSED: frozenset(),
    T.GIVEN_UP: frozenset(),
}


class OfTrialQuerySet[Row: models.Model](OfVersionQuerySet[Row]):
    """Rows that who sees the trial's specification sees."""

    path = "trial__version__specification"


class Trial(models.Model):
    """Products used for a time on some wards, to see how they do.

    `uses_planned` is how many uses are wanted in all; `indemnity` names the form for
    goods on loan; `stop_rule` says when it ends at once.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="trials")
    objective = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    uses_planned = models.PositiveIntegerField()
    stop_rule = models.TextField()
    incident_route = models.TextField()
    training_given = models.TextField(blank=True)
    indemnity = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=TrialState)
    planned_at = models.DateTimeField()
    planned_by = by(null=True)

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="trial_ends_after_it_starts",
                condition=Q(ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="trial_is_planned_whole",
                condition=~Q(objective="")
                & ~Q(stop_rule="")
                & ~Q(incident_route="")
                & Q(uses_planned__gte=1, state__in=TrialState),
            ),
        )

    def __str__(self) -> str:
        return self.objective


class TrialSite(models.Model):
    """A trust, and the ward there, where products are tried."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="sites")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    ward = models.CharField(max_length=100, blank=True)

    objects = OfTrialQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_ward_is_a_site_once", fields=("trial", "organisation", "ward")
            ),
        )

    def __str__(self) -> str:
        return (
            f"{self.organisation}, {self.ward}" if self.ward else f"{self.organisation}"
        )


class TrialProduct(models.Model):
    """A product that is tried, with the lots that were delivered for it."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="products")
    considered = models.ForeignKey(
        ConsideredProduct, models.PROTECT, related_name="trials"
    )
    lots = models.CharField(max_length=200, blank=True)

    objects = OfTrialQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_product_is_tried_once", fields=("trial", "considered")
            ),
        )

    def __str__(self) -> str:
        return str(self.considered)


class TrialStep(models.Model):
    """What became of a trial. Append-only."""

    trial = models.ForeignKey(Trial, models.PROTECT, related_name="steps")
    state = models.CharField(max_length=8, choices=TrialState)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = by(null=True)

    objects = OfTrialQuerySet.as_manager()

    def __str__(self) -> str:
        return self.get_state_display()
