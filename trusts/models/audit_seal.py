"""Events of the audit record, brought into the chain some time after they happened.

Many write events at once and must not wait for each other, as they would for the end
of the chain. So every minute one seal is put on all that came in, and the seal is what
is chained.
"""

from django.db import models

from trusts.models.audit_event import AuditEvent


class AuditSeal(models.Model):
    """A hash of many events. Rows are added and never changed; each has its link."""

    sealed_at = models.DateTimeField()
    events = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.events} events sealed at {self.sealed_at:%Y-%m-%d %H:%M}"


class AuditSealed(models.Model):
    """Which seal an event is under, and the SHA-256 of what the event said then."""

    # No foreign key in the database: it would lock every event that is sealed.
    event = models.OneToOneField(
        AuditEvent, models.PROTECT, primary_key=True, db_constraint=False
    )
    seal = models.ForeignKey(AuditSeal, models.PROTECT)
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"event {self.event_id} under seal {self.seal_id}"
