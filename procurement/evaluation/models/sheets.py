"""What somebody found about one product, criterion by criterion."""

from typing import Self

from django.db import models
from django.db.models import Q

from procurement.evaluation.models.trials import Trial, by
from procurement.specifications.models import (
    ConsideredProduct,
    Criterion,
    OfVersionQuerySet,
    Seat,
    Version,
    VersionState,
)
from trusts.models import Membership, Organisation

# While products are scored everybody sees their own sheets alone.
BLIND = (VersionState.DRAFT, VersionState.CONSULTATION, VersionState.SCORING)


class ScoreSheetQuerySet(OfVersionQuerySet["ScoreSheet"]):
    def visible_to(self, member: Membership) -> Self:
        """Who sees the specification, once scoring is over; before that, one's own."""
        seen = super().visible_to(member)
        own = Q(seat__user=member.user_id)
        return seen.filter(own | ~Q(version__state__in=BLIND))

    def standing(self) -> Self:
        """Those that no later sheet of the same person stands in place of."""
        return self.filter(superseded_by=None)


class ScoreSheet(models.Model):
    """One person's scores of one product, at the desk or in a trial. Append-only; a
    later one supersedes it.

    `token` is made where the sheet is filled in: the same sheet sent twice, after a
    lost connection, is one. `uses` is how often the person used the product, `lot` what
    stood on the pack.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="sheets")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="sheets")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    considered = models.ForeignKey(
        ConsideredProduct, models.PROTECT, related_name="sheets"
    )
    trial = models.ForeignKey(Trial, models.PROTECT, null=True, related_name="sheets")
    token = models.UUIDField(unique=True)
    uses = models.PositiveIntegerField(default=0)
    lot = models.CharField(max_length=100, blank=True)
    setting = models.CharField(max_length=100, blank=True)
    remarks = models.TextField(blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )
    scored_at = models.DateTimeField()
    scored_by = by()

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_first_sheet",
                fields=("seat", "considered", "trial"),
                condition=Q(supersedes=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="sheet_of_a_trial_says_uses",
                condition=Q(trial=None) | Q(uses__gte=1),
            ),
        )
        indexes = (
            models.Index(fields=("version", "considered"), name="sheets_of_product"),
        )

    def __str__(self) -> str:
        return f"{self.considered} by {self.seat}"


class Verdict(models.TextChoices):
    """Whether there is a score, or why there is none: neither is a nought."""

    SCORED = "SCORED", "Scored"
    NOT_APPLICABLE = "NOT_APPLICABLE", "Does not apply here"
    NOT_TESTED = "NOT_TESTED", "Not tested"


class Score(models.Model):
    """One criterion on a sheet, from 0 to 3. Append-only. A 0 and a 3 say why."""

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    verdict = models.CharField(max_length=14, choices=Verdict)
    value = models.PositiveSmallIntegerField(null=True)
    comment = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_criterion_is_scored_once", fields=("sheet", "criterion")
            ),
            models.CheckConstraint(
                name="scored_exactly_with_a_score",
                condition=Q(verdict="SCORED", value__isnull=False, value__range=(0, 3))
                | Q(verdict__in=["NOT_APPLICABLE", "NOT_TESTED"], value=None),
            ),
            models.CheckConstraint(
                name="nought_and_three_say_why",
                condition=~Q(value__in=[0, 3]) | ~Q(comment=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value if self.value is not None else '–'}"
