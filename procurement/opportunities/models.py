"""Where the region, or a trust, could save: by category and by supplier, worked out
from listed gaps and from what is bought. Money is pounds ex VAT."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from catalogue.products.models import Supplier
from procurement.suppliers.models.figures import GapFiguresQuerySet
from trusts.models import Membership, Organisation


class By(models.TextChoices):
    """What a row is of. A product without a category, and a gap whose order lines name
    no supplier, have a row too, so that the rows add up to all gaps."""

    CATEGORY = "CATEGORY", "Category"
    SUPPLIER = "SUPPLIER", "Supplier"


class Place(models.Model):
    """One category or supplier at one organisation, or in the region: no organisation.
    `category` is empty where nothing is classified, `supplier` where none is named."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, db_index=False, related_name="+"
    )
    by = models.CharField(max_length=8, choices=By)
    category = models.TextField(blank=True)
    supplier = models.ForeignKey(
        Supplier, models.CASCADE, null=True, db_index=False, related_name="+"
    )

    class Meta:
        abstract = True


_KEY = ("organisation", "by", "category", "supplier")


def _year_pounds() -> models.DecimalField:
    return models.DecimalField(max_digits=36, decimal_places=8, default=0)


def _pounds_a_year() -> models.DecimalField:
    return models.DecimalField(max_digits=40, decimal_places=2, default=0)


class Purchases(Place):
    """What was bought in the year: pounds, the part that cannot be compared, products,
    and how many of them at least two trusts buy. Kept apart from what changes daily."""

    spend = _year_pounds()
    left_out = _year_pounds()
    products = models.IntegerField()
    common = models.IntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_row_of_purchases_a_place", fields=_KEY, nulls_distinct=False
            ),
        )

    def __str__(self) -> str:
        return f"{self.category or self.supplier_id}: £{self.spend}"


class OpportunityQuerySet(GapFiguresQuerySet["Opportunity"]):
    def of(self, organisation: Organisation | None) -> Self:
        """A trust's, or the region's own, which are the sums of its trusts'."""
        return self.filter(organisation=organisation)

    def at_the_place_of(self, member: Membership) -> Self:
        return self.of(None if member.sees_region else member.organisation)


class Opportunity(Place):
    """Listed gaps in pounds a year, at how many trusts; of them those whose product an
    initiative claims already; and beside them, never added, what was bought, what of it
    cannot be compared, and what stands at a suspect price.

    `ending` are agreed prices that end within half a year, the first on `ends_on`.
    """

    gaps = models.IntegerField(default=0)
    gap_value = _pounds_a_year()
    trusts = models.IntegerField(default=0)
    claimed = models.IntegerField(default=0)
    claimed_value = _pounds_a_year()
    free_value = _pounds_a_year()
    suspect = _year_pounds()
    spend = _year_pounds()
    left_out = _year_pounds()
    products = models.IntegerField(default=0)
    common = models.IntegerField(default=0)
    ending = models.IntegerField(default=0)
    ends_on = models.DateField(null=True)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_opportunity_a_place", fields=_KEY, nulls_distinct=False
            ),
        )
        indexes = (
            models.Index(
                "organisation",
                "by",
                F("gap_value").desc(),
                F("id").desc(),
                name="opportunity_by_gaps",
            ),
            models.Index(
                "by",
                F("gap_value").desc(),
                F("id").desc(),
                name="opportunity_by_gaps_in_all",
                condition=Q(organisation=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.category or self.supplier_id}: £{self.gap_value}"


class Kept(models.Model):
    """What the figures stand for, and two prints that change with what they are worked
    out from; one row."""

    id = models.BooleanField(primary_key=True, default=True)
    as_at = models.DateField()
    purchases_print = models.TextField()
    gaps_print = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="opportunities_stand_for_one_day", condition=Q(id=True)
            ),
        )

    def __str__(self) -> str:
        return f"as at {self.as_at}"
