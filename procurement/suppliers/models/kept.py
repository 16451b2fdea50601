"""What the kept figures of suppliers stand for, and what they were worked out from."""

from django.db import models
from django.db.models import Q

from trusts.models import Organisation


class Kept(models.Model):
    """What the figures stand for; one row. `spend_print` changes with any import or
    rollback, and so with any spend, and with any gap that is accepted or no longer."""

    id = models.BooleanField(primary_key=True, default=True)
    as_at = models.DateField()
    first_month = models.DateField()
    last_month = models.DateField()
    refresh_id = models.BigIntegerField()
    spend_print = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="supplier_figures_stand_for_one_year", condition=Q(id=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_month:%Y-%m} to {self.last_month:%Y-%m}"


class OrganisationPrint(models.Model):
    """What an organisation's figures were worked out from: a number that changes with
    any of its spend or matches, so that only what changed is worked out again."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, related_name="+"
    )
    of_rows = models.TextField()

    def __str__(self) -> str:
        return self.of_rows
