"""Prices that are probably a pack difference."""

from django.db import models

from catalogue.products.models import Product
from procurement.gaps.models.findings import price
from trusts.models import Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class SuspectQuerySet(OwnRowsQuerySet["SuspectPrice"]):
    """As for gaps: it speaks of a peer's price."""

    needs = Permission.PRICES_PEER_VIEW


class SuspectPrice(models.Model):
    """A price so far from its peers' that the pack or the match is probably wrong.

    It is in no sum. `median_price` is over all prices of the product and `units_12m`
    is in eaches, both before the suspect is taken out.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    price_each = price()
    median_price = price()
    units_12m = models.DecimalField(max_digits=36, decimal_places=8)

    objects = SuspectQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_suspect_per_trust_and_product",
                fields=("organisation", "product"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.product_id} at {self.organisation_id}"
