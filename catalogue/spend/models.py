"""What each organisation spent, by supplier and month and by day, kept up to date."""

from decimal import Decimal

from django.db import models

from catalogue.products.models import Supplier
from catalogue.spend.shares import in_hundredths, share_of
from trusts.models import Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class SpendMonthQuerySet(OwnRowsQuerySet["SpendMonth"]):
    needs = Permission.PRICES_OWN_VIEW


class SpendMonth(models.Model):
    """One organisation, one month of order dates, one supplier.

    Over live lines, carriage apart, returns counted negative. Values are pounds ex VAT.
    `comparable_value` is the part whose item is matched (tier A or B) with a known
    pack: what prices and gaps can be made of.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, db_index=False, related_name="+"
    )
    month = models.DateField()  # its first day
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, related_name="spend_months"
    )
    lines = models.IntegerField()
    net_value = models.DecimalField(max_digits=36, decimal_places=8)
    comparable_value = models.DecimalField(max_digits=36, decimal_places=8)
    last_order_on = models.DateField()

    objects = SpendMonthQuerySet.as_manager()

    class Meta:
        db_table = "spend_month"
        constraints = (
            models.UniqueConstraint(
                name="one_spend_per_place_month_and_supplier",
                fields=("organisation", "month", "supplier"),
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.month:%Y-%m}: £{self.net_value}"

    @property
    def left_out(self) -> Decimal:
        """The part that cannot be compared."""
        return self.net_value - self.comparable_value

    @property
    def share(self) -> Decimal | None:
        """Of the value, what can be compared, from 0 to 1 in hundredths."""
        return in_hundredths(share_of(self.comparable_value, self.net_value))


class SpendDayQuerySet(OwnRowsQuerySet["SpendDay"]):
    needs = Permission.PRICES_OWN_VIEW


class SpendDay(models.Model):
    """One organisation, one day of order dates, every supplier: what tells how fresh
    and how complete its data is, as at any day. Counted like `SpendMonth`."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, db_index=False, related_name="+"
    )
    day = models.DateField()
    lines = models.IntegerField()
    net_value = models.DecimalField(max_digits=36, decimal_places=8)
    comparable_value = models.DecimalField(max_digits=36, decimal_places=8)

    objects = SpendDayQuerySet.as_manager()

    class Meta:
        db_table = "spend_day"
        constraints = (
            models.UniqueConstraint(
                name="one_spend_per_place_and_day", fields=("organisation", "day")
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.day}: £{self.net_value}"


class TouchedMonth(models.Model):
    """An organisation's month whose lines changed and whose spend has not been summed
    since. The database writes it, in the transaction of the change."""

    organisation_id = models.BigIntegerField()
    month = models.DateField()

    class Meta:
        db_table = "spend_touched_month"

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.month:%Y-%m}"


class MovedItem(models.Model):
    """An item whose lines count elsewhere than when they were summed: it can be
    compared now, or no longer, or is another supplier's. Written like `TouchedMonth`.
    """

    item_id = models.BigIntegerField()
    organisation_id = models.BigIntegerField()

    class Meta:
        db_table = "spend_moved_item"

    def __str__(self) -> str:
        return str(self.item_id)
