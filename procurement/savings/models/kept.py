"""What a trust's claims come to in a financial year, as it was last added up."""

from django.db import models

from trusts.models import Organisation


class ToldBy(models.TextChoices):
    """What kept pounds are told apart by."""

    MONTH = "MONTH"
    FULL_YEAR = "FULL_YEAR"  # by part: what twelve months of it bring
    CATEGORY = "CATEGORY"
    SUPPLIER = "SUPPLIER"


class KeptYear(models.Model):
    """A trust and a financial year, by its first month, whose pounds are kept.

    They say what its claims do for as long as the month under way is `as_at`, and
    nothing they are made of was touched (`TouchedTrust`).
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, db_index=False, related_name="+"
    )
    first_month = models.DateField()
    as_at = models.DateField()  # the first day of the month under way

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_trusts_year_is_kept_once",
                fields=("organisation", "first_month"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.first_month:%Y}"


class YearPounds(models.Model):
    """Pounds ex VAT of one stage in a trust's year, under a month, a part or a name, as
    `pound_rows` has them."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, db_index=False, related_name="+"
    )
    first_month = models.DateField()
    told = models.CharField(max_length=9, choices=ToldBy)
    month = models.DateField(null=True)
    participation_id = models.BigIntegerField(null=True)
    name = models.TextField(blank=True, default="", db_default="")
    stage = models.CharField(max_length=10)
    cash_releasing = models.DecimalField(max_digits=30, decimal_places=2)
    cost_avoidance = models.DecimalField(max_digits=30, decimal_places=2)
    waiting = models.DecimalField(max_digits=30, decimal_places=2)
    leakage = models.DecimalField(max_digits=30, decimal_places=2)

    class Meta:
        indexes = (
            models.Index(
                fields=("first_month", "told", "organisation"),
                name="year_pounds_of_trust",
            ),
        )

    def __str__(self) -> str:
        return f"{self.stage}: £{self.cash_releasing}"


class TouchedTrust(models.Model):
    """A trust of whose claims, months or names something changed since its pounds were
    added up. The database writes it, in the transaction of the change: until they are
    added up again, they are worked out whenever somebody asks."""

    organisation_id = models.BigIntegerField(db_index=True)

    class Meta:
        db_table = "savings_touched_trust"

    def __str__(self) -> str:
        return str(self.organisation_id)
