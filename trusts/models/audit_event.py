"""The record of who did what. Rows are added and never changed."""

from typing import TYPE_CHECKING, Self

from django.db import models

from trusts.roles import Role

if TYPE_CHECKING:
    from trusts.models.membership import Membership


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, member: "Membership") -> Self:
        """Auditors read the record: the region's, or their own organisation's."""
        if member.role != Role.AUDITOR:
            return self.none()
        if member.sees_region:
            return self
        return self.filter(organisation=member.organisation.code)

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
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor}: {self.action} {self.target}"
