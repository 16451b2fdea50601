"""What section 5 of the design says of one trust and product, and days kept of it."""

from django.db import models

from catalogue.products.models import Product
from trusts.models import Organisation


def price(**options) -> models.DecimalField:
    """Pounds ex VAT per each."""
    return models.DecimalField(max_digits=24, decimal_places=7, **options)


def pounds(**options) -> models.DecimalField:
    """Pounds a year."""
    return models.DecimalField(max_digits=40, decimal_places=2, **options)


class Finding(models.Model):
    """What section 5 of the design says of one trust and product on one day.

    Prices are pounds ex VAT per each, `units_12m` eaches, values pounds a year,
    `gap_percent` a fraction of the price paid. `trusts` counts the prices compared.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    price_each = price()
    lowest_price = price()
    lowest_organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+"
    )
    second_lowest_price = price(null=True)
    median_price = price()
    units_12m = models.DecimalField(max_digits=36, decimal_places=8)
    gap_value = pounds()
    gap_percent = models.DecimalField(max_digits=9, decimal_places=6)
    median_gap_value = pounds()
    trusts = models.PositiveSmallIntegerField()
    lowest_last_order_on = models.DateField()

    class Meta:
        abstract = True


class Snapshot(models.Model):
    """The gaps as at a past day, as known when it was made."""

    on = models.DateField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"as at {self.on}"


class SnapshotGap(Finding):
    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="gaps")

    def __str__(self) -> str:
        return f"{self.product_id} at {self.organisation_id}: £{self.gap_value}"


class SnapshotSuspect(models.Model):
    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="suspects")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    price_each = price()
    median_price = price()
    units_12m = models.DecimalField(max_digits=36, decimal_places=8)

    def __str__(self) -> str:
        return f"{self.product_id} at {self.organisation_id}"
