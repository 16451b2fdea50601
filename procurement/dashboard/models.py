"""That a trust was reminded of months which wait for its finance."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from trusts.models import Failure, Membership, Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class ReminderQuerySet(OwnRowsQuerySet["Reminder"]):
    needs = Permission.SAVINGS_VIEW

    def that_went(self) -> Self:
        return self.filter(failure="")


class Reminder(models.Model):
    """One mail to a trust's finance and leads, with the months that waited, each by its
    first day. Append-only. `failure` says why the mail did not go."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="reminders"
    )
    months = ArrayField(models.DateField())
    reminded_at = models.DateTimeField()
    reminded_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    sent_to = models.TextField()
    failure = models.CharField(max_length=12, choices=Failure, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(
                "organisation",
                models.F("reminded_at").desc(),
                name="reminder_newest",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} on {self.reminded_at:%Y-%m-%d}"
