"""A gap: a trust pays more per each than the lowest price a qualifying peer pays."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from catalogue.products.models import Product
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


def _price(**options) -> models.DecimalField:
    """Pounds ex VAT per each."""
    return models.DecimalField(max_digits=24, decimal_places=7, **options)


def _pounds(**options) -> models.DecimalField:
    """Pounds a year."""
    return models.DecimalField(max_digits=40, decimal_places=2, **options)


class Worklist(models.Model):
    """The day as at which the live gaps stand; one row."""

    id = models.BooleanField(primary_key=True, default=True)
    as_at = models.DateField()
    refreshed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="there_is_one_worklist", condition=Q(id=True)),
        )

    def __str__(self) -> str:
        return f"as at {self.as_at}"


class Refresh(models.Model):
    """One working out of the live gaps: of everything, or of what imports touched."""

    refreshed_at = models.DateTimeField()
    as_at = models.DateField()
    is_of_everything = models.BooleanField()
    import_ids = ArrayField(models.BigIntegerField(), default=list)
    found = models.IntegerField(default=0)
    grew = models.IntegerField(default=0)
    shrank = models.IntegerField(default=0)
    gone = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"as at {self.as_at}"


class Finding(models.Model):
    """What section 5 of the design says of one trust and product on one day.

    Prices are pounds ex VAT per each, `units_12m` eaches, values pounds a year,
    `gap_percent` a fraction of the price paid. `trusts` counts the prices compared.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    price_each = _price()
    lowest_price = _price()
    lowest_organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+"
    )
    second_lowest_price = _price(null=True)
    median_price = _price()
    units_12m = models.DecimalField(max_digits=36, decimal_places=8)
    gap_value = _pounds()
    gap_percent = models.DecimalField(max_digits=9, decimal_places=6)
    median_gap_value = _pounds()
    trusts = models.PositiveSmallIntegerField()
    lowest_last_order_on = models.DateField()

    class Meta:
        abstract = True


class GapState(models.TextChoices):
    FOUND = "FOUND", "Found"
    FOUND_AGAIN = "FOUND_AGAIN", "Found again"
    GONE = "GONE", "Gone"


class GapQuerySet(OwnRowsQuerySet["Gap"]):
    needs = Permission.GAPS_VIEW

    def visible_to(self, member: Membership) -> Self:
        """The one place that says who may see a gap.

        A gap shows a peer's price, so it needs PRICES_PEER_VIEW too. A trust sees
        its own gaps, the regional office every trust's.
        """
        if not member.may(Permission.PRICES_PEER_VIEW):
            return self.none()
        return super().visible_to(member)

    def listed(self) -> Self:
        return self.exclude(state=GapState.GONE)


class Gap(Finding):
    """A listed gap, now or once; its history is in GapChange."""

    state = models.CharField(max_length=12, choices=GapState)
    found_on = models.DateField()
    changed_on = models.DateField()

    objects = GapQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_gap_per_trust_and_product",
                fields=("organisation", "product"),
            ),
            models.CheckConstraint(
                name="gap_price_above_lowest",
                condition=Q(price_each__gt=F("lowest_price")),
            ),
            models.CheckConstraint(
                name="gap_state_is_known", condition=Q(state__in=GapState)
            ),
        )
        indexes = tuple(
            models.Index(
                "organisation",
                models.F(field).desc(),
                models.F("id").desc(),
                name=f"gap_by_{name}",
                condition=~Q(state="GONE"),
            )
            for name, field in (
                ("value", "gap_value"),
                ("percent", "gap_percent"),
                ("price", "price_each"),
                ("trusts", "trusts"),
                ("age", "lowest_last_order_on"),
            )
        )

    def __str__(self) -> str:
        return f"{self.product_id} at {self.organisation_id}: £{self.gap_value}"


class ChangeKind(models.TextChoices):
    FOUND = "FOUND", "Found"
    FOUND_AGAIN = "FOUND_AGAIN", "Found again"
    GREW = "GREW", "Grew"
    SHRANK = "SHRANK", "Shrank"
    GONE = "GONE", "Gone"


class GapChange(models.Model):
    """What a refresh did to a gap. Append-only."""

    gap = models.ForeignKey(Gap, models.PROTECT, related_name="changes")
    refresh = models.ForeignKey(Refresh, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=12, choices=ChangeKind)
    gap_value = _pounds()
    value_before = _pounds()

    def __str__(self) -> str:
        return f"{self.kind} £{self.value_before} to £{self.gap_value}"


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
    price_each = _price()
    median_price = _price()
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
    price_each = _price()
    median_price = _price()
    units_12m = models.DecimalField(max_digits=36, decimal_places=8)

    def __str__(self) -> str:
        return f"{self.product_id} at {self.organisation_id}"
