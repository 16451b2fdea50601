"""The record of who did what. Rows are added and never changed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from trusts.roles import Role

if TYPE_CHECKING:
    from trusts.models.membership import Membership


# What is done with a membership; the number of the membership is in the detail.
ON_MEMBERSHIPS = (
    "membership_added",
    "membership_attested",
    "membership_end_changed",
    "membership_ended",
)


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, member: "Membership") -> Self:
        """Auditors read the record: the region's, or their own organisation's."""
        if member.role != Role.AUDITOR:
            return self.none()
        if member.sees_region:
            return self
        return self.filter(organisation=member.organisation.code)

    def about(self, memberships: Iterable["Membership"]) -> Self:
        """What was done with these memberships: the part of the record that who looks
        after them may read."""
        numbers = [each.pk for each in memberships]
        return self.filter(action__in=ON_MEMBERSHIPS, detail__membership__in=numbers)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class AuditEvent(models.Model):
    """One thing that was done, in plain text: it outlives the rows it speaks of.

    A trigger in the database refuses to change or delete a row.
    """

    at = models.DateTimeField()
    actor = models.CharField(max_length=300)
    membership_number = models.BigIntegerField(null=True, blank=True)
    organisation = models.CharField(max_length=10, blank=True)
    action = models.CharField(max_length=60)
    target = models.CharField(max_length=300)
    detail = models.JSONField(default=dict)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(name="audit_event_newest", fields=("-at", "-id")),
            models.Index(
                name="audit_event_by_place", fields=("organisation", "-at", "-id")
            ),
            models.Index(name="audit_event_by_action", fields=("action", "-at", "-id")),
            GinIndex(
                OpClass(Upper("actor"), "gin_trgm_ops"),
                OpClass(Upper("target"), "gin_trgm_ops"),
                name="audit_event_words",
            ),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor}: {self.action} {self.target}"
