"""What section 5 of the design says of one trust and product, and days kept of it."""

from decimal import Decimal

from django.db import models

from catalogue.prices.bands import PriceBand, band_below
from catalogue.products.models import Product
from procurement.gaps.explaining import gap_value
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
    Without `lowest_organisation` the lowest price is confidential: `lowest_price` is
    the top of its band, and values and percentages are the least that they can be.
    Where the lowest price is 0, the figures were taken away (see `EMPTY_GONE`).
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    price_each = price()
    lowest_price = price()
    lowest_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+"
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

    @property
    def is_emptied(self) -> bool:
        """Whether the figures were taken away, since they told a confidential price."""
        return not self.lowest_price

    @property
    def lowest_band(self) -> PriceBand | None:
        """Where a confidential lowest price lies; None where it is shown."""
        if self.lowest_organisation_id is not None or self.is_emptied:
            return None
        return band_below(self.lowest_price)

    @property
    def most_value(self) -> Decimal:
        """What the gap is worth at most, in pounds a year."""
        if (band := self.lowest_band) is None:
            return self.gap_value
        return gap_value(self.price_each, band.low, self.units_12m)

    @property
    def most_percent(self) -> Decimal:
        """The largest fraction of the price paid that the gap can be."""
        if (band := self.lowest_band) is None:
            return self.gap_percent
        return (self.price_each - band.low) / self.price_each


class ExactGap(Finding):
    """A gap as the prices make it, of the products on which one of them is
    confidential: what no page shows, for the operator's file of gaps alone."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_exact_gap_per_trust_and_product",
                fields=("product", "organisation"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.product_id} at {self.organisation_id}"


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
