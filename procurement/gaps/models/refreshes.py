"""Workings out of the live gaps, and the day as at which they stand."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Worklist(models.Model):
    """The day as at which the live gaps stand; one row."""

    id = models.BooleanField(primary_key=True, default=True)
    as_at = models.DateField()
    refreshed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="there_is_one_worklist", condition=Q(id=True)),
        )

    def __str__(self) -> str:
        return f"as at {self.as_at}"


class Refresh(models.Model):
    """One working out of the live gaps: of everything, or of what imports touched."""

    refreshed_at = models.DateTimeField()
    as_at = models.DateField()
    is_of_everything = models.BooleanField()
    import_ids = ArrayField(models.BigIntegerField(), default=list)
    found = models.IntegerField(default=0)
    grew = models.IntegerField(default=0)
    shrank = models.IntegerField(default=0)
    gone = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"as at {self.as_at}"
