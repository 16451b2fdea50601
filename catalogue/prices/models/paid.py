"""What each organisation pays per each, kept up to date product by product."""

from typing import Self

from django.db import models
from django.db.models import Q

from catalogue.prices.models.confidential import is_hidden
from catalogue.products.models import Product
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class PricePaidQuerySet(OwnRowsQuerySet["PricePaid"]):
    needs = Permission.PRICES_OWN_VIEW

    def visible_to(self, member: Membership) -> Self:
        """Own prices with PRICES_OWN_VIEW, everybody's with PRICES_PEER_VIEW, apart
        from those that another trust keeps confidential."""
        if member.may(Permission.PRICES_PEER_VIEW):
            return self.not_hidden_from(member)
        return super().visible_to(member)

    def not_hidden_from(self, member: Membership) -> Self:
        """Without what other trusts keep confidential."""
        return self.exclude(is_hidden(member))


class PricePaid(models.Model):
    """One organisation, one product: its price and volume as at the worklist's day.

    `price_each` is pounds ex VAT per each over the last `window_days` (90, else
    180); empty when there is no price evidence that young. `units_12m` are eaches
    on all lines of the last 365 days, never below 0.
    """

    # The unique constraint's index serves look-ups; every other one costs each refresh.
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, db_index=False, related_name="prices_paid"
    )
    product = models.ForeignKey(
        Product, models.PROTECT, db_index=False, related_name="prices_paid"
    )
    price_each = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    window_days = models.PositiveSmallIntegerField(null=True)
    units_12m = models.DecimalField(max_digits=36, decimal_places=8)
    evidence_lines = models.IntegerField()
    first_evidence_on = models.DateField(null=True)
    last_evidence_on = models.DateField(null=True)

    objects = PricePaidQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_price_paid_per_product",
                fields=("product", "organisation"),
            ),
            models.CheckConstraint(
                name="a_price_of_0_is_no_price",
                condition=Q(price_each=None) | Q(price_each__gt=0),
            ),
            models.CheckConstraint(
                name="units_never_below_0", condition=Q(units_12m__gte=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.product_id} at {self.organisation_id}"
