"""A trust says that what others take for its price is not what it pays."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from catalogue.products.models import Product
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class DisputeOutcome(models.TextChoices):
    STANDS = "STANDS", "The price stands"
    CORRECTED = "CORRECTED", "It was wrong and has been put right"
    WITHDRAWN = "WITHDRAWN", "Withdrawn by the trust"


class DisputeQuerySet(OwnRowsQuerySet["PriceDispute"]):
    needs = Permission.PRICES_OWN_VIEW

    def open(self, *, on: date) -> Self:
        return self.filter(opened_on__lte=on).filter(
            Q(settled_on=None) | Q(settled_on__gt=on)
        )

    def unsettled(self) -> Self:
        return self.filter(settled_on=None)


class PriceDispute(models.Model):
    """A trust's price of a product is disputed by that trust: it is no reference on the
    days from `opened_on` until before `settled_on`.

    `price_each` is the price as it stood then, in pounds ex VAT per each.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    price_each = models.DecimalField(max_digits=24, decimal_places=6)
    says = models.TextField()
    evidence = models.TextField(blank=True)
    opened_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )
    settled_on = models.DateField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )
    outcome = models.CharField(max_length=9, choices=DisputeOutcome, blank=True)
    answer = models.TextField(blank=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(name="dispute_says_why", condition=~Q(says="")),
            models.CheckConstraint(
                name="dispute_is_settled_as_a_whole",
                condition=Q(
                    settled_on__isnull=True, settled_at__isnull=True, outcome=""
                )
                | Q(
                    settled_on__gte=F("opened_on"),
                    settled_at__isnull=False,
                    outcome__in=DisputeOutcome,
                ),
            ),
            ExclusionConstraint(
                name="one_dispute_of_a_price_at_a_time",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("product", RangeOperators.EQUAL),
                    (
                        Func(
                            F("opened_on"),
                            F("settled_on"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} disputes {self.product_id}"

    @property
    def is_open(self) -> bool:
        return self.settled_on is None
