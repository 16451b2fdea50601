"""A release of the league table, from being prepared to being out, or withdrawn."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from procurement.league.models.definitions import DefinitionVersion
from trusts.models import Membership
from trusts.permissions import Permission

if TYPE_CHECKING:
    from procurement.league.models.challenges import Challenge


class ReleaseState(models.TextChoices):
    DRAFT = "DRAFT", "Being prepared"
    PREVIEW = "PREVIEW", "In preview"
    RELEASED = "RELEASED", "Released"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


MOVES = {
    ReleaseState.DRAFT: {ReleaseState.PREVIEW, ReleaseState.WITHDRAWN},
    ReleaseState.PREVIEW: {ReleaseState.RELEASED, ReleaseState.WITHDRAWN},
    ReleaseState.RELEASED: {ReleaseState.WITHDRAWN},
    ReleaseState.WITHDRAWN: set(),
}

# Out once, whatever became of it: it is kept, and who saw it can look at it again.
WAS_OUT = Q(released_at__isnull=False)
WAS_IN_PREVIEW = Q(preview_opened_at__isnull=False)


class ReleaseQuerySet(models.QuerySet["Release"]):
    def visible_to(self, member: Membership) -> Self:
        """Released ones for who may see the league; those in preview for who may
        challenge figures of their trust; all of them for who sees the region."""
        if not member.may(Permission.LEAGUE_VIEW):
            return self.none()
        if member.sees_region:
            return self
        if member.may(Permission.LEAGUE_CHALLENGE):
            return self.filter(WAS_OUT | WAS_IN_PREVIEW)
        return self.filter(WAS_OUT)

    def out(self) -> Self:
        return self.filter(state=ReleaseState.RELEASED)

    def in_preview(self, *, on: date) -> Self:
        """Those whose figures can be challenged on a day."""
        return self.filter(state=ReleaseState.PREVIEW, preview_ends_on__gte=on)

    def unfinished(self) -> Self:
        return self.filter(state__in=(ReleaseState.DRAFT, ReleaseState.PREVIEW))

    def newest_first(self) -> Self:
        return self.order_by("-as_at", "-pk")


class Release(models.Model):
    """Figures of the days from `period_from` to `as_at`, both counted.

    `preview_ends_on` is the last day of the preview. Everything shown stands in its
    newest working and in the definitions it was made with.
    """

    definitions = models.ForeignKey(
        DefinitionVersion, models.PROTECT, related_name="releases"
    )
    period_from = models.DateField()
    as_at = models.DateField()
    state = models.CharField(
        max_length=9, choices=ReleaseState, default=ReleaseState.DRAFT
    )
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )
    preview_opened_at = models.DateTimeField(null=True)
    preview_opened_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )
    preview_ends_on = models.DateField(null=True)
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_because = models.TextField(blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="release_period_ends_after_it_begins",
                condition=Q(period_from__lte=F("as_at")),
            ),
            models.CheckConstraint(
                name="preview_has_its_last_day",
                condition=~(
                    Q(preview_opened_at__isnull=True) ^ Q(preview_ends_on__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="released_only_after_a_preview",
                condition=Q(released_at__isnull=True)
                | Q(preview_opened_at__isnull=False),
            ),
            models.CheckConstraint(
                name="release_state_has_its_moment",
                condition=Q(
                    state="DRAFT",
                    preview_opened_at__isnull=True,
                    withdrawn_at__isnull=True,
                )
                | Q(
                    state="PREVIEW",
                    preview_opened_at__isnull=False,
                    released_at__isnull=True,
                    withdrawn_at__isnull=True,
                )
                | Q(
                    state="RELEASED",
                    released_at__isnull=False,
                    withdrawn_at__isnull=True,
                )
                | (
                    Q(state="WITHDRAWN", withdrawn_at__isnull=False)
                    & ~Q(withdrawn_because="")
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.period_from} to {self.as_at}"

    @property
    def was_out(self) -> bool:
        return self.released_at is not None


class WorkingState(models.TextChoices):
    WAITING = "WAITING", "Being worked out"
    READY = "READY", "Worked out"
    FAILED = "FAILED", "Could not be worked out"


class WorkingQuerySet(models.QuerySet["Working"]):
    def visible_to(self, member: Membership) -> Self:
        """With its release."""
        return self.filter(release__in=Release.objects.visible_to(member))

    def ready(self) -> Self:
        return self.filter(state=WorkingState.READY)

    def newest_first(self) -> Self:
        return self.order_by("-number")


class Working(models.Model):
    """The figures of a release, worked out once. What changes one of them (a challenge,
    a dispute) makes the next working; those before are kept. The newest counts.

    `problem` says why it could not be worked out.
    """

    release = models.ForeignKey(Release, models.PROTECT, related_name="workings")
    number = models.PositiveIntegerField()
    why = models.TextField()
    of_challenge: "models.ForeignKey[Challenge | None, Challenge | None]" = (
        models.ForeignKey(
            "league.Challenge", models.PROTECT, null=True, related_name="workings"
        )
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(
        max_length=7, choices=WorkingState, default=WorkingState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    worked_out_at = models.DateTimeField(null=True)

    objects = WorkingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_working_per_number", fields=("release", "number")
            ),
            models.CheckConstraint(
                name="worked_out_when_it_is_ready",
                condition=~(Q(state="READY") ^ Q(worked_out_at__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return f"working {self.number} of release {self.release_id}"
