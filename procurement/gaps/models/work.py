"""How far the work on a gap has come, and whose it is."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from procurement.gaps.models.findings import pounds
from trusts.models import Membership

# An accepted gap comes back when it is worth this many times what was accepted.
GROWN = Decimal("1.25")


class GapStage(models.TextChoices):
    """What people have done about it; whether it is there is the gap's state."""

    OPEN = "", "Open"
    ASSIGNED = "ASSIGNED", "Assigned"
    IN_TALKS = "IN_TALKS", "In talks"
    AGREED = "AGREED", "Agreed"
    ACCEPTED = "ACCEPTED", "Accepted"
    REALISED = "REALISED", "Realised"


class AcceptReason(models.TextChoices):
    """Why a trust goes on paying more."""

    VOLUME = "VOLUME", "Volume tier that the trust does not reach"
    BUNDLE = "BUNDLE", "Part of a bundle or portfolio deal"
    SERVICE = "SERVICE", "Managed service: the price includes more"
    CONTRACT = "CONTRACT", "Under contract until a date"
    DELIVERY = "DELIVERY", "Delivery terms"
    CLINICAL = "CLINICAL", "Clinical need"
    RESEARCH = "RESEARCH", "Research"
    REFUSED = "REFUSED", "The supplier refused"
    ORDER_ERROR = "ORDER_ERROR", "Ordered by mistake, and put right"
    OTHER = "OTHER", "Something else"


class Work(models.Model):
    """How the work stands. The gap has it now, each step has it as the step left it.

    `accepted_value` is what the gap was worth when it was accepted, in pounds a year,
    as the prices make it: shown to nobody where one of them is confidential.
    """

    stage = models.CharField(
        max_length=12, choices=GapStage, blank=True, default=GapStage.OPEN
    )
    owner = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    snoozed_until = models.DateField(null=True)
    accept_reason = models.CharField(
        max_length=12, choices=AcceptReason, blank=True, default=""
    )
    accepted_value = pounds(null=True)
    review_on = models.DateField(null=True)

    class Meta:
        abstract = True


def work_constraints(table: str) -> tuple[models.CheckConstraint, ...]:
    """What the work may not say: of a gap, or of a step."""
    stages = GapStage
    nothing_accepted = Q(accept_reason="", accepted_value=None, review_on=None)
    all_accepted = Q(
        accept_reason__in=AcceptReason.values,
        accepted_value__isnull=False,
        review_on__isnull=False,
    )
    rules = {
        "stage_is_known": Q(stage__in=stages.values),
        "open_has_no_owner": ~Q(stage=stages.OPEN) | Q(owner=None),
        "assigned_has_an_owner": ~Q(stage=stages.ASSIGNED) | Q(owner__isnull=False),
        "due_has_an_owner": Q(due_on=None) | Q(owner__isnull=False),
        "snoozed_is_unsettled": Q(snoozed_until=None)
        | Q(stage__in=(stages.OPEN, stages.ASSIGNED, stages.IN_TALKS)),
        "accepted_says_why": (Q(stage=stages.ACCEPTED) & all_accepted)
        | (~Q(stage=stages.ACCEPTED) & nothing_accepted),
    }
    return tuple(
        models.CheckConstraint(name=f"{table}_{name}", condition=condition)
        for name, condition in rules.items()
    )
