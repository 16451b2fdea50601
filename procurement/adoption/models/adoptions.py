"""One trust going over to one version of a standard."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from procurement.savings.models import Participation
from procurement.specifications.models import (
    OfVersionQuerySet,
    Version,
    VersionState,
)
from trusts.models import Membership, Organisation


def by(**options: Any) -> models.ForeignKey:
    return models.ForeignKey(Membership, models.PROTECT, related_name="+", **options)


class AdoptionState(models.TextChoices):
    PLANNED = "PLANNED", "Planned"
    TRAINING = "TRAINING", "Training"
    STOCK_RUN_DOWN = "STOCK_RUN_DOWN", "Using up stock"
    LIVE = "LIVE", "Live"
    EMBEDDED = "EMBEDDED", "Embedded"
    EXEMPT = "EXEMPT", "Exempt"


S = AdoptionState

# The note of the step that ends an exemption on its day.
EXEMPTION_IS_OVER = "The exemption is over."

# From each state, where an adoption may go: on, back a step with a reason, or out of
# the standard for a time.
MOVES: dict[AdoptionState, frozenset[AdoptionState]] = {
    S.PLANNED: frozenset({S.TRAINING, S.EXEMPT}),
    S.TRAINING: frozenset({S.STOCK_RUN_DOWN, S.PLANNED, S.EXEMPT}),
    S.STOCK_RUN_DOWN: frozenset({S.LIVE, S.TRAINING, S.EXEMPT}),
    S.LIVE: frozenset({S.EMBEDDED, S.STOCK_RUN_DOWN, S.EXEMPT}),
    S.EMBEDDED: frozenset({S.LIVE, S.EXEMPT}),
    S.EXEMPT: frozenset({S.PLANNED}),
}
# Before go-live, and buying by the standard.
ON_THE_WAY = (S.PLANNED, S.TRAINING, S.STOCK_RUN_DOWN)
RUNNING = (S.LIVE, S.EMBEDDED)
# To versions in these states trusts go over.
GOES_ON = (VersionState.ADOPTED, VersionState.UNDER_REVIEW)


class AdoptionQuerySet(OfVersionQuerySet["Adoption"]):
    """Everybody of a specification sees every trust's."""

    def running(self) -> Self:
        return self.filter(state__in=RUNNING)

    def saving_all_the_same(self) -> Self:
        """Those of versions in force that are not live, whose part in the savings still
        runs."""
        return (
            self.in_force()
            .exclude(state__in=RUNNING)
            .filter(participation__isnull=False, participation__ended_at=None)
        )

    def left_behind(self, *, on: date) -> Self:
        """Those of versions in force whose owner has no access any more."""
        gone = Membership.objects.active(on=on).values("pk")
        return self.in_force().exclude(owner__in=gone)

    def in_force(self) -> Self:
        """Those of versions that trusts buy by, suspended ones too."""
        return self.filter(version__in=Version.objects.in_force())

    def uncarried(self) -> Self:
        """Those of superseded versions whose trust has none yet of the version that it
        goes over to; a trust's newest is its last."""
        follows = Version.objects.filter(
            specification=OuterRef("version__specification"), state__in=GOES_ON
        )
        there = Adoption.objects.filter(
            version__specification=OuterRef("version__specification"),
            version__state__in=GOES_ON,
            organisation=OuterRef("organisation"),
        )
        old = self.filter(
            Exists(follows), ~Exists(there), version__state=VersionState.SUPERSEDED
        )
        return old.order_by("version__number", "pk")


class Adoption(models.Model):
    """The plan of a trust for a version in force, and where it stands.

    `stock_weeks` is how long the old products last; `catalogue_reference` names the
    change of the trust's catalogue; `super_users` who helps colleagues; `fallback` the
    product that is kept for exceptions, and what is used should the standard be
    stopped. `live_on` is the day it went live. An exemption is over on `exempt_until`.
    `participation` is its part in the savings, `savings_refused` why it has none.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="adoptions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=14, choices=AdoptionState)
    owner = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    go_live_on = models.DateField(null=True)
    live_on = models.DateField(null=True)
    stock_weeks = models.PositiveSmallIntegerField(null=True)
    catalogue_reference = models.CharField(max_length=200, blank=True)
    old_lines_blocked_at = models.DateTimeField(null=True)
    old_lines_blocked_by = by(null=True)
    told_everybody_at = models.DateTimeField(null=True)
    told_everybody_by = by(null=True)
    super_users = models.TextField(blank=True)
    fallback = models.TextField(blank=True)
    review_on = models.DateField(null=True)
    exempt_until = models.DateField(null=True)
    exempt_because = models.TextField(blank=True)
    participation = models.ForeignKey(
        Participation, models.PROTECT, null=True, related_name="adoptions"
    )
    savings_refused = models.TextField(blank=True)
    started_at = models.DateTimeField()
    started_by = by(null=True)
    moved_at = models.DateTimeField()

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_adoption_per_version_and_trust",
                fields=("version", "organisation"),
            ),
            models.CheckConstraint(
                name="adoption_state_is_known", condition=Q(state__in=AdoptionState)
            ),
            models.CheckConstraint(
                name="exempt_exactly_with_an_end_and_a_reason",
                condition=Q(state="EXEMPT", exempt_until__isnull=False)
                & ~Q(exempt_because="")
                | ~Q(state="EXEMPT") & Q(exempt_until=None, exempt_because=""),
            ),
            models.CheckConstraint(
                name="live_exactly_since_a_day",
                condition=Q(state__in=RUNNING, live_on__isnull=False)
                | ~Q(state__in=RUNNING) & Q(live_on=None),
            ),
            # Who did it is missing only where nothing was done.
            models.CheckConstraint(
                name="old_lines_blocked_at_with_whom",
                condition=Q(old_lines_blocked_at__isnull=False)
                | Q(old_lines_blocked_by=None),
            ),
            models.CheckConstraint(
                name="told_everybody_at_with_whom",
                condition=Q(told_everybody_at__isnull=False)
                | Q(told_everybody_by=None),
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "version"), name="adoptions_of_trust"),
            models.Index(
                fields=("exempt_until",),
                name="exemptions_by_end",
                condition=Q(state="EXEMPT"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.version} at {self.organisation}"

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def saves_all_the_same(self) -> bool:
        """Whether it is not live, and its part in the savings still runs."""
        part = self.participation
        return not self.is_running and part is not None and part.ended_at is None


class OfAdoptionQuerySet[Row: models.Model](OfVersionQuerySet[Row]):
    """Rows that who sees the adoption's specification sees."""

    path = "adoption__version__specification"


class AdoptionStep(models.Model):
    """A state that an adoption came to, and since which day it is live there.
    Append-only, and in the chain of the record."""

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="steps")
    state = models.CharField(max_length=14, choices=AdoptionState)
    note = models.TextField(blank=True)
    live_on = models.DateField(null=True)  # None also in steps from before it was kept
    at = models.DateTimeField()
    by = by(null=True)

    objects = OfAdoptionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="adoption_step_is_known", condition=Q(state__in=AdoptionState)
            ),
        )

    def __str__(self) -> str:
        return f"{self.adoption}: {self.get_state_display()}"
