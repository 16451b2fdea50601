"""Who was reminded of what. Rows are added only, so that nobody is told twice."""

from django.db import models

from procurement.signoff.models.rounds import by
from procurement.specifications.models import Version
from trusts.models import Failure


class ReminderKind(models.TextChoices):
    SOON = "SOON", "To decide, some days before the deadline"
    TODAY = "TODAY", "To decide, on the day of the deadline"
    LATE = "LATE", "The deadline has passed and decisions are missing"
    REVIEW = "REVIEW", "The review date has come"


class Reminder(models.Model):
    """A mail that went, or by `failure` never will. `due_on` is the day it was about: a
    deadline that moves is reminded of again. Append-only."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="reminders")
    member = by()
    kind = models.CharField(max_length=6, choices=ReminderKind)
    due_on = models.DateField()
    told_at = models.DateTimeField()
    failure = models.CharField(max_length=12, choices=Failure, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="nobody_is_reminded_twice",
                fields=("version", "member", "kind", "due_on"),
            ),
            models.CheckConstraint(
                name="reminder_is_known", condition=models.Q(kind__in=ReminderKind)
            ),
        )

    def __str__(self) -> str:
        return f"{self.member} of {self.version}: {self.get_kind_display()}"
