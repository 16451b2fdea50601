"""The rows that figures are sums of, frozen with them. Append-only."""

from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from catalogue.prices.models import ConfidentialPrice, PriceDispute, is_hidden
from catalogue.products.models import Product, Supplier
from procurement.league.models.figures import FigureQuerySet
from procurement.league.models.releases import Working
from procurement.specifications.models import Version
from trusts.models import Membership, Organisation
from trusts.permissions import Permission


class OwnFigureQuerySet[Row: models.Model](FigureQuerySet[Row]):
    def visible_to(self, member: Membership) -> Self:
        """Own rows, or every trust's for who sees the region."""
        seen = super().visible_to(member)
        if member.sees_region:
            return seen
        return seen.filter(organisation=member.organisation_id)


def _has_become_confidential(member: Membership) -> Exists:
    """That a price with which a row compares is kept confidential from the member now,
    and was not yet when the release was prepared, so that the row has it as it is."""
    others = ConfidentialPrice.objects.in_force().exclude(
        organisation=member.organisation_id
    )
    return Exists(
        others.annotate(root=Coalesce("product__merged_into", "product"))
        .filter(
            root=Coalesce(OuterRef("product__merged_into"), OuterRef("product")),
            made_at__gt=OuterRef("working__release__prepared_at"),
        )
        .exclude(organisation=OuterRef("organisation"))
    )


class ComparedQuerySet[Row: models.Model](FigureQuerySet[Row]):
    def not_disputed(self, *, on: date) -> Self:
        """Without prices that their trust disputes on a day."""
        disputed = PriceDispute.objects.open(on=on).annotate(
            standing=Coalesce("product__merged_into", "product")
        )
        return self.exclude(
            Exists(
                disputed.filter(
                    organisation=OuterRef("organisation"), standing=OuterRef("product")
                )
            )
        )

    def visible_to(self, member: Membership) -> Self:
        """Own rows; of other trusts the few that say how they got it, once they are
        out, apart from those on a price that is confidential. They speak of a peer's
        price, so they need PRICES_PEER_VIEW too.

        With `is_told`: whether the member may see what the row says of other trusts'
        prices (the median, the effect, the gap)."""
        seen = super().visible_to(member)
        if not member.may(Permission.PRICES_PEER_VIEW):
            return seen.none()
        if member.sees_region:
            return seen.annotate(is_told=Value(value=True))
        seen = seen.annotate(is_told=~_has_become_confidential(member))
        shown = Q(is_example=True) & ~is_hidden(member)
        return seen.filter(Q(organisation=member.organisation_id) | shown)

    def told(self) -> Self:
        """Of those that are visible, the ones whose whole row may be shown."""
        return self.filter(Q(is_told=True))


def _pounds() -> models.DecimalField:
    return models.DecimalField(max_digits=36, decimal_places=2)


def _price(**options: Any) -> models.DecimalField:
    """Pounds ex VAT per each."""
    return models.DecimalField(max_digits=24, decimal_places=7, **options)


class PriceRow(models.Model):
    """One trust's price of one product beside the median (M1).

    `effect` is the price less the median, times the eaches of 12 months: pounds a year,
    negative where the trust pays less. A price that `is_disputed` earns nothing.
    `is_example` marks the few that say how a trust got there.
    """

    working = models.ForeignKey(Working, models.PROTECT, db_index=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, db_index=False, related_name="+"
    )
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    price_each = _price()
    median_price = _price()
    trusts = models.PositiveSmallIntegerField()
    units_12m = models.DecimalField(max_digits=36, decimal_places=8)
    paid = _pounds()
    effect = _pounds()
    is_disputed = models.BooleanField()
    is_example = models.BooleanField()

    objects = ComparedQuerySet["PriceRow"].as_manager()

    class Meta:
        indexes = (
            models.Index(
                fields=("working", "organisation", "-effect", "-id"),
                name="league_price_by_effect",
            ),
        )

    def __str__(self) -> str:
        return f"{self.product_id} at {self.organisation_id}: £{self.effect}"

    @property
    def below(self) -> Decimal:
        """How far the price lies below the median, as a fraction of that."""
        return 1 - self.price_each / self.median_price


class GapOutcome(models.TextChoices):
    OPEN = "OPEN", "Still there"
    AGREED = "AGREED", "Agreed with the supplier"
    CLOSED = "CLOSED", "Gone: the trust pays less"
    GONE = "GONE", "Gone, but the trust does not pay less"


class GapRow(models.Model):
    """One gap that was listed when the period began, and what became of it (M2).

    `gap_value` is what it was worth then, pounds a year; prices per each, then and at
    the end, where there was one.
    """

    working = models.ForeignKey(Working, models.PROTECT, db_index=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, db_index=False, related_name="+"
    )
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    gap_value = _pounds()
    price_then = _price()
    price_now = _price(null=True)
    outcome = models.CharField(max_length=6, choices=GapOutcome)
    is_example = models.BooleanField()

    objects = ComparedQuerySet["GapRow"].as_manager()

    class Meta:
        indexes = (
            models.Index(
                fields=("working", "organisation", "-gap_value", "-id"),
                name="league_gap_by_value",
            ),
        )

    def __str__(self) -> str:
        return f"{self.product_id} at {self.organisation_id}: {self.outcome}"


class SpendRow(models.Model):
    """What one trust spent with one supplier in the period (M3 to M6): pounds ex VAT
    and order lines, returns negative, carriage apart; the parts of it on a catalogue,
    under a contract reference, and comparable."""

    working = models.ForeignKey(Working, models.PROTECT, db_index=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, db_index=False, related_name="+"
    )
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, db_index=False, related_name="+"
    )
    spend = models.DecimalField(max_digits=36, decimal_places=8)
    lines = models.IntegerField()
    on_catalogue = models.DecimalField(max_digits=36, decimal_places=8)
    lines_on_catalogue = models.IntegerField()
    under_contract = models.DecimalField(max_digits=36, decimal_places=8)
    lines_under_contract = models.IntegerField()
    comparable = models.DecimalField(max_digits=36, decimal_places=8)
    lines_comparable = models.IntegerField()

    objects = OwnFigureQuerySet["SpendRow"].as_manager()

    class Meta:
        indexes = (
            models.Index(
                fields=("working", "organisation", "-spend", "-id"),
                name="league_spend_by_value",
            ),
        )

    def __str__(self) -> str:
        return f"{self.supplier_id} at {self.organisation_id}: £{self.spend}"


class AdoptionRow(models.Model):
    """What one trust bought of the products of one standard that is live there (M7), in
    uses, since it went live: all that could be on the standard, and what was."""

    working = models.ForeignKey(Working, models.PROTECT, db_index=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, db_index=False, related_name="+"
    )
    version = models.ForeignKey(
        Version, models.PROTECT, db_index=False, related_name="+"
    )
    eligible = models.DecimalField(max_digits=36, decimal_places=8)
    on_standard = models.DecimalField(max_digits=36, decimal_places=8)

    objects = OwnFigureQuerySet["AdoptionRow"].as_manager()

    class Meta:
        indexes = (
            models.Index(
                fields=("working", "organisation"), name="league_adoption_of_trust"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id} at {self.organisation_id}: {self.on_standard}"
