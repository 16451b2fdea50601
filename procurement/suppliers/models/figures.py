"""What each organisation, and the region, spent with a supplier in a year and the gaps
that count under it. A row without an organisation is the region's."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from catalogue.products.models import Product, Supplier
from procurement.gaps.models import Gap
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class PlaceQuerySet[Row: models.Model](OwnRowsQuerySet[Row]):
    def at_the_place_of(self, member: Membership) -> Self:
        """The rows of the member's trust, or the region's own where all are seen."""
        if member.sees_region:
            return self.filter(organisation=None)
        return self.filter(organisation=member.organisation_id)


class SupplierSpendQuerySet(PlaceQuerySet["SupplierSpend"]):
    needs = Permission.PRICES_OWN_VIEW


class SupplierSpend(models.Model):
    """What an organisation, or the region, spent with a supplier in the year."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, db_index=False, related_name="+"
    )
    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="spends")
    spend = models.DecimalField(max_digits=36, decimal_places=8)
    comparable = models.DecimalField(max_digits=36, decimal_places=8)
    lines = models.IntegerField()
    last_order_on = models.DateField()

    objects = SupplierSpendQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_spend_a_place_and_supplier",
                fields=("organisation", "supplier"),
                nulls_distinct=False,
            ),
        )
        indexes = (
            models.Index(
                "organisation",
                F("spend").desc(),
                F("id").desc(),
                name="supplier_by_spend",
            ),
            models.Index(
                F("spend").desc(),
                F("id").desc(),
                name="supplier_by_spend_in_all",
                condition=Q(organisation=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.supplier_id} at {self.organisation_id}: £{self.spend}"


class GapFiguresQuerySet[Row: models.Model](PlaceQuerySet[Row]):
    """As for gaps: their worth speaks of peers' prices."""

    needs = Permission.GAPS_VIEW

    def visible_to(self, member: Membership) -> Self:
        if not member.may(Permission.PRICES_PEER_VIEW):
            return self.none()
        return super().visible_to(member)


class SupplierGapsQuerySet(GapFiguresQuerySet["SupplierGaps"]):
    pass


class SupplierGaps(models.Model):
    """How many listed gaps count under a supplier, and what they are worth a year;
    a row for every one that has a row of spend."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, db_index=False, related_name="+"
    )
    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="gap_sums")
    gaps = models.IntegerField()
    gap_value = models.DecimalField(max_digits=40, decimal_places=2)

    objects = SupplierGapsQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_sum_of_gaps_a_place_and_supplier",
                fields=("organisation", "supplier"),
                nulls_distinct=False,
            ),
        )
        indexes = (
            models.Index(
                "organisation",
                F("gap_value").desc(),
                F("id").desc(),
                name="supplier_by_gaps",
            ),
            models.Index(
                F("gap_value").desc(),
                F("id").desc(),
                name="supplier_by_gaps_in_all",
                condition=Q(organisation=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.supplier_id} at {self.organisation_id}: £{self.gap_value}"


class SupplierProductQuerySet(OwnRowsQuerySet["SupplierProduct"]):
    needs = Permission.PRICES_OWN_VIEW


class SupplierProduct(models.Model):
    """What an organisation spent with a supplier on a product; without a product, on
    items that are matched to none."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, db_index=False, related_name="+"
    )
    supplier = models.ForeignKey(
        Supplier, models.CASCADE, db_index=False, related_name="products"
    )
    product = models.ForeignKey(
        Product, models.CASCADE, null=True, db_index=False, related_name="supplied"
    )
    spend = models.DecimalField(max_digits=36, decimal_places=8)
    last_order_on = models.DateField()

    objects = SupplierProductQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_spend_a_place_supplier_and_product",
                fields=("supplier", "organisation", "product"),
                nulls_distinct=False,
            ),
        )
        indexes = (
            # Whom a product comes from, and whom a place spends most with on it.
            models.Index(
                "product",
                "organisation",
                models.F("spend").desc(),
                models.F("last_order_on").desc(),
                "supplier",
                name="supplier_spent_most_with",
            ),
        )

    def __str__(self) -> str:
        return f"{self.product_id} from {self.supplier_id}: £{self.spend}"


class GapSupplier(models.Model):
    """The one supplier that a listed gap counts under, so that no sum holds it twice:
    where the trust spent most on the product. `suppliers` is how many it buys from.

    Whoever may see the gap may see this; reach it through `Gap`.
    """

    gap = models.OneToOneField(
        Gap, models.CASCADE, primary_key=True, related_name="counted"
    )
    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="counted_gaps")
    suppliers = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.gap_id} under {self.supplier_id}"
