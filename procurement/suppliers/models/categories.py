"""What kind of thing is bought: by product, and under which words on order lines."""

from django.db import models

from catalogue.products.models import Product
from trusts.models import Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class BoughtQuerySet(OwnRowsQuerySet["Bought"]):
    needs = Permission.PRICES_OWN_VIEW


class Bought(models.Model):
    """What an organisation bought of a product under one category of its order lines;
    without a product, of items that are matched to none.

    `spend` is pounds ex VAT of the year, `comparable` the part with a known pack;
    `lines` are all since the year began, the newest too.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, db_index=False, related_name="+"
    )
    product = models.ForeignKey(Product, models.CASCADE, null=True, related_name="+")
    category = models.TextField(blank=True)
    spend = models.DecimalField(max_digits=36, decimal_places=8)
    comparable = models.DecimalField(max_digits=36, decimal_places=8)
    lines = models.IntegerField()

    objects = BoughtQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="bought_once_a_place_product_and_category",
                fields=("organisation", "product", "category"),
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.product_id} at {self.organisation_id}: £{self.spend}"


class ProductCategory(models.Model):
    """The category of a product that somebody buys: the catalogue's, else the one most
    of its order lines carry, else empty: not classified. It tells nothing of prices."""

    product = models.OneToOneField(
        Product, models.CASCADE, primary_key=True, related_name="classified"
    )
    category = models.TextField(blank=True, db_index=True)

    def __str__(self) -> str:
        return self.category or "not classified"
