"""What was done about a gap, step by step; and who wants to hear of it."""

from django.db import models
from django.db.models import Q

from procurement.gaps.models.findings import pounds
from procurement.gaps.models.gaps import Gap
from procurement.gaps.models.work import GapStage, Work, work_constraints
from trusts.models import Membership
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class StepKind(models.TextChoices):
    ASSIGNED = "ASSIGNED", "Assigned"
    NOTED = "NOTED", "Note"
    SNOOZED = "SNOOZED", "Put off"
    WOKEN = "WOKEN", "No longer put off"
    IN_TALKS = "IN_TALKS", "In talks"
    AGREED = "AGREED", "Agreed"
    ACCEPTED = "ACCEPTED", "Accepted"
    REOPENED = "REOPENED", "Opened again"
    HANDED_OVER = "HANDED_OVER", "Handed over"
    UNDONE = "UNDONE", "Taken back"
    # What a refresh finds, nobody does.
    GREW_BACK = "GREW_BACK", "Open again: grown by a quarter since it was accepted"
    REALISED = "REALISED", "Realised: agreed, and no longer there"
    CAME_BACK = "CAME_BACK", "Open again: it had gone, and is back"
    CARRIED = "CARRIED", "Taken over from a product that was merged into this one"
    PARTED = "PARTED", "Given back: the two products are parted again"


class GapStepQuerySet(OwnRowsQuerySet["GapStep"]):
    """As for gaps: notes and values speak of a peer's price."""

    needs = Permission.GAPS_VIEW
    organisation_path = "gap__organisation"


class GapStep(Work):
    """One thing done about a gap, and how the work then stood. Append-only.

    Everything that changes the work adds one, so a step's stage before is the stage
    of the step before. Steps of one act (many gaps at once) share its number.
    `gap_value` is what the gap was worth at that moment, in pounds a year; of one that
    went, what it had been worth. Without `by` a refresh or a program did it.
    `carried_from` is the gap whose work this one took over, or gave back.
    """

    gap = models.ForeignKey(Gap, models.PROTECT, related_name="steps")
    act = models.UUIDField(db_index=True)
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=12, choices=StepKind)
    stage_before = models.CharField(max_length=12, choices=GapStage, blank=True)
    note = models.TextField(blank=True, default="")
    gap_value = pounds()
    carried_from = models.ForeignKey(
        Gap, models.PROTECT, null=True, db_index=False, related_name="+"
    )

    objects = GapStepQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="gap_step_kind_is_known", condition=Q(what__in=StepKind.values)
            ),
            models.CheckConstraint(
                name="gap_step_stage_before_is_known",
                condition=Q(stage_before__in=GapStage.values),
            ),
            models.CheckConstraint(
                name="gap_step_says_where_work_came_from",
                condition=Q(what__in=("CARRIED", "PARTED"), carried_from__isnull=False)
                | (~Q(what__in=("CARRIED", "PARTED")) & Q(carried_from=None)),
            ),
            *work_constraints("gap_step"),
        )
        indexes = (
            models.Index(
                fields=("gap", "carried_from", "id"),
                name="gap_step_carried",
                condition=Q(carried_from__isnull=False),
            ),
            # What moved gaps out of the totals or back: looked up by its newest.
            models.Index(
                fields=("id",),
                name="gap_step_moves_totals",
                condition=(Q(stage="ACCEPTED") & ~Q(stage_before="ACCEPTED"))
                | (~Q(stage="ACCEPTED") & Q(stage_before="ACCEPTED")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_what_display()}, {self.at:%Y-%m-%d}"


class GapWatch(models.Model):
    """A member wants to hear what becomes of a gap that may be somebody else's."""

    gap = models.ForeignKey(Gap, models.CASCADE, related_name="watches")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    started_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_watch_per_gap_and_member", fields=("gap", "member")
            ),
        )

    def __str__(self) -> str:
        return f"{self.member_id} watches {self.gap_id}"
