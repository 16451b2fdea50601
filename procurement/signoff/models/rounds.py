"""A round of sign-off: the text it is about, the rule it is counted by, its ends."""

from datetime import datetime
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from procurement.specifications.models import (
    FrozenText,
    OfVersionQuerySet,
    RiskTier,
    SeatKind,
    Version,
    VersionState,
)
from trusts.models import Membership


def by(**options: Any) -> models.ForeignKey:
    return models.ForeignKey(Membership, models.PROTECT, related_name="+", **options)


class QuorumRuleQuerySet(models.QuerySet["QuorumRule"]):
    def visible_to(self, member: Membership) -> Self:  # noqa: ARG002
        """How answers are counted is no secret."""
        return self

    def newest(self, tier: str) -> "QuorumRule":
        """The rule that a round opened now is counted by."""
        return self.filter(tier=tier).latest("number")


class QuorumRule(models.Model):
    """Who has to answer, and how many have to approve, in one risk tier. Append-only:
    a changed rule is a new row, and each round keeps the one it was opened under.

    `trusts_share` and `threshold` are fractions as text ("2/3"); with
    `is_strict` more than the threshold is needed, not just as much.
    """

    tier = models.CharField(max_length=8, choices=RiskTier)
    number = models.PositiveIntegerField()
    required_seats = ArrayField(models.CharField(max_length=18, choices=SeatKind))
    trusts_share = models.CharField(max_length=11)
    least_professions = models.PositiveSmallIntegerField()
    threshold = models.CharField(max_length=11)
    is_strict = models.BooleanField()
    needs_chair = models.BooleanField()
    set_at = models.DateTimeField()
    set_by = by(null=True)

    objects = QuorumRuleQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="quorum_rules_are_numbered", fields=("tier", "number")
            ),
            models.CheckConstraint(
                name="quorum_fractions_are_fractions",
                condition=Q(trusts_share__regex=r"^[0-9]{1,5}/[1-9][0-9]{0,4}$")
                & Q(threshold__regex=r"^[0-9]{1,5}/[1-9][0-9]{0,4}$"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_tier_display()}, rule {self.number}"


class RoundQuerySet(OfVersionQuerySet["Round"]):
    def open(self) -> Self:
        return self.filter(version__state=VersionState.SIGN_OFF)


class Round(models.Model):
    """One round of sign-off on one version.

    It is open as long as its version is in sign-off. `deadline_at` moves only later,
    each time with an `Extension`. What was decided, and how it was counted, stands in
    rows that never change.
    """

    version = models.OneToOneField(Version, models.PROTECT, related_name="round")
    rule = models.ForeignKey(QuorumRule, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = by()
    deadline_at = models.DateTimeField()

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="round_ends_after_it_opens",
                condition=Q(deadline_at__gt=models.F("opened_at")),
            ),
        )
        indexes = (models.Index(fields=("deadline_at",), name="round_by_deadline"),)

    def __str__(self) -> str:
        return f"Sign-off of {self.version}"

    @property
    def is_open(self) -> bool:
        return self.version.state == VersionState.SIGN_OFF

    def is_late(self, *, at: datetime) -> bool:
        return self.deadline_at <= at

    @property
    def text(self) -> FrozenText:
        """What is put before the people now, corrections included."""
        return self.version.frozen.latest("number")


class OfRoundQuerySet[Row: models.Model](OfVersionQuerySet[Row]):
    """Rows that who sees the round's specification sees."""

    path = "round__version__specification"


class Extension(models.Model):
    """More time for a round. Append-only."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="extensions")
    deadline_at = models.DateTimeField()
    reason = models.TextField()
    extended_at = models.DateTimeField()
    extended_by = by()

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(name="extension_says_why", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.round} until {self.deadline_at}"


class Correction(models.Model):
    """A change of words that the chair ruled to change nothing that matters: the
    difference is kept and signatures stand. Append-only."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=30)
    before = models.TextField()
    after = models.TextField()
    reason = models.TextField()
    text = models.OneToOneField(FrozenText, models.PROTECT, related_name="correction")
    ruled_at = models.DateTimeField()
    ruled_by = by()

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(name="correction_says_why", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"Correction of {self.round}"


class CountOutcome(models.TextChoices):
    ADOPTED = "ADOPTED", "Adopted"
    OBJECTED = "OBJECTED", "Objected"
    REJECTED = "REJECTED", "Rejected"


class RoundCount(models.Model):
    """How a round was counted when it was closed, or counted again after its
    objections were settled. Append-only; the newest stands.

    `record` is the whole computation: the rule, who was asked, each answer, what was
    left out and why, and the result.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="counts")
    outcome = models.CharField(max_length=8, choices=CountOutcome)
    record = models.JSONField()
    note = models.TextField(blank=True)
    counted_at = models.DateTimeField()
    counted_by = by()

    objects = OfRoundQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.round}: {self.get_outcome_display()}"
