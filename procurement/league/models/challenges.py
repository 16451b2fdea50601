"""A trust says before a release that a figure of its own is wrong; it is answered."""

from typing import Self

from django.db import models
from django.db.models import Q

from procurement.league.models.definitions import Metric
from procurement.league.models.releases import Release
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class Outcome(models.TextChoices):
    WORKED_AGAIN = "AGAIN", "Accepted: worked out again"
    UNDER_REVIEW = "REVIEW", "Accepted: under review, and does not count"
    REFUSED = "REFUSED", "Refused"
    TAKEN_BACK = "BACK", "Taken back by the trust"


class ChallengeQuerySet(OwnRowsQuerySet["Challenge"]):
    needs = Permission.LEAGUE_VIEW

    def visible_to(self, member: Membership) -> Self:
        """The own trust's for who may challenge; every trust's for the region."""
        if not (member.sees_region or member.may(Permission.LEAGUE_CHALLENGE)):
            return self.none()
        return super().visible_to(member)

    def open(self) -> Self:
        return self.filter(answered_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Challenge(models.Model):
    """One figure of one trust in one release, what is wrong with it, and the answer."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="challenges")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    metric = models.CharField(max_length=2, choices=Metric)
    says = models.TextField()
    evidence = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_open_challenge_per_figure",
                fields=("release", "organisation", "metric"),
                condition=Q(answered_at=None),
            ),
            models.CheckConstraint(
                name="challenge_is_answered_as_a_whole",
                condition=Q(answered_at__isnull=True, outcome="")
                | Q(answered_at__isnull=False, outcome__in=Outcome),
            ),
            models.CheckConstraint(
                name="challenge_says_what_and_why",
                condition=~Q(says="") & ~Q(evidence=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.metric} of {self.organisation_id} in release {self.release_id}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None
