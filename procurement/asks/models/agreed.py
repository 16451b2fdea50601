"""A price that a supplier agreed to, from a day on; order lines are held against it."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from catalogue.products.models import Product, Supplier
from procurement.asks.models.lines import AskLine, price_field
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class AgreedPriceQuerySet(OwnRowsQuerySet["AgreedPrice"]):
    """A trust's own, and every trust's for the regional office."""

    needs = Permission.GAPS_VIEW

    def standing(self) -> Self:
        """Those that nobody took back."""
        return self.filter(ended_at=None)

    def in_force(self, *, on: date) -> Self:
        """Those that hold on a day."""
        return self.standing().filter(
            Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on
        )

    def of(self, product: Product, supplier: Supplier | None = None) -> Self:
        """Those of a product, from a supplier or any, whichever of those that were
        merged with them they were agreed for."""
        return self.filter(
            _stands_with("product", product),
            _stands_with("supplier", supplier) if supplier else Q(),
        )


def _stands_with(name: str, row: Product | Supplier) -> Q:
    root = row.merged_into_id or row.pk
    return Q(**{name: root}) | Q(**{f"{name}__merged_into": root})


class AgreedPrice(models.Model):
    """What a supplier will ask of a trust for a product, in pounds ex VAT per each.

    It holds from `from_on` up to, and not on, `until_on`; without one, until another
    is agreed. Two never hold on one day: the newer takes the older one's place.
    `ended_at` is when somebody took it back, as agreed by mistake.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="agreed_prices"
    )
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="agreed_prices")
    price_each = price_field()
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    line = models.ForeignKey(
        AskLine, models.PROTECT, null=True, blank=True, related_name="agreed_prices"
    )
    evidence = models.CharField(max_length=1000)
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AgreedPriceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="agreed_price_is_above_nought", condition=Q(price_each__gt=0)
            ),
            models.CheckConstraint(
                name="agreed_price_ends_after_it_starts",
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
            ),
            models.CheckConstraint(
                name="agreed_price_ended_at_and_by_together",
                condition=~(Q(ended_at=None) ^ Q(ended_by=None)),
            ),
            ExclusionConstraint(
                name="one_agreed_price_at_a_time",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("supplier", RangeOperators.EQUAL),
                    ("product", RangeOperators.EQUAL),
                    (
                        Func(
                            F("from_on"),
                            F("until_on"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(ended_at=None),
            ),
        )
        indexes = (
            models.Index(
                "organisation",
                models.F("from_on").desc(),
                models.F("id").desc(),
                name="agreed_price_newest",
            ),
        )

    def __str__(self) -> str:
        return f"{self.product_id} at {self.organisation_id}: £{self.price_each}"
