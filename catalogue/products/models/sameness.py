"""What persons say of two products, manufacturers or suppliers: the same, different, or
for products an equivalent. Each is a row that is ended and never changed otherwise."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import F, Q

from catalogue.products.models.products import Product
from trusts.models import Membership
from trusts.permissions import Permission


class Kind(models.TextChoices):
    """Of what two are one, or are not."""

    PRODUCT = "PRODUCT", "Product"
    MANUFACTURER = "MANUFACTURER", "Manufacturer"
    SUPPLIER = "SUPPLIER", "Supplier"


class SaidQuerySet[Row: models.Model](models.QuerySet[Row]):
    """What a person said, for as long as it holds."""

    def in_force(self) -> Self:
        return self.filter(ended_at=None)

    def visible_to(self, member: Membership) -> Self:  # noqa: ARG002
        """Who said that two are the same tells no price."""
        return self


def _said_by() -> models.ForeignKey:
    return models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")


class KindQuerySet[Row: models.Model](SaidQuerySet[Row]):
    def visible_to(self, member: Membership) -> Self:
        """Of suppliers, to who may look them up."""
        seen = super().visible_to(member)
        if member.may(Permission.SUPPLIERS_VIEW):
            return seen
        return seen.exclude(kind=Kind.SUPPLIER)


class MergeQuerySet(KindQuerySet["Merge"]):
    pass


class Merge(models.Model):
    """A person says that `from_id` is the same as `into_id`, under which it stands
    from then on. Where it stands in the end is the row's own `merged_into`, worked out
    along all merges in force; nothing else is changed, so ending it gives all back."""

    kind = models.CharField(max_length=12, choices=Kind)
    from_id = models.BigIntegerField()
    into_id = models.BigIntegerField()
    reason = models.TextField(blank=True)
    merged_at = models.DateTimeField()
    merged_by = _said_by()
    ended_at = models.DateTimeField(null=True)
    ended_by = _said_by()
    ended_reason = models.TextField(blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="merged_into_one_at_a_time",
                fields=("kind", "from_id"),
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="nothing_is_merged_into_itself",
                condition=~Q(from_id=F("into_id")),
            ),
        )
        indexes = (models.Index(fields=("kind", "into_id"), name="merge_into"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.from_id} into {self.into_id}"


class SaidDifferentQuerySet(KindQuerySet["SaidDifferent"]):
    pass


class SaidDifferent(models.Model):
    """A person says that two are not the same. It stands for the pair and for whatever
    either is merged with."""

    kind = models.CharField(max_length=12, choices=Kind)
    low_id = models.BigIntegerField()
    high_id = models.BigIntegerField()
    note = models.TextField(blank=True)
    said_at = models.DateTimeField()
    said_by = _said_by()
    ended_at = models.DateTimeField(null=True)
    ended_by = _said_by()

    objects = SaidDifferentQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="said_different_once",
                fields=("kind", "low_id", "high_id"),
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="said_different_pair_in_order",
                condition=Q(low_id__lt=F("high_id")),
            ),
        )
        indexes = (models.Index(fields=("kind", "high_id"), name="different_high"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.low_id} is not {self.high_id}"


class EquivalenceLevel(models.TextChoices):
    """NHS Supply Chain's words for how one product may stand in for another."""

    DIRECT = "DIRECT", "Direct alternative"
    INDIRECT = "INDIRECT", "Indirect alternative"
    NOT_COMPARABLE = "NOT_COMPARABLE", "Not comparable"


class EquivalenceQuerySet(SaidQuerySet["Equivalence"]):
    def of_any(self, products: Collection[int]) -> Self:
        """Said of one of these products, on either side."""
        return self.filter(Q(product__in=products) | Q(other__in=products))


class Equivalence(models.Model):
    """A person says whether one product may stand in for another. Shown beside prices
    and never in a sum with them."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="equivalents")
    other = models.ForeignKey(Product, models.PROTECT, related_name="equivalent_to")
    level = models.CharField(max_length=14, choices=EquivalenceLevel)
    note = models.TextField(blank=True)
    said_at = models.DateTimeField()
    said_by = _said_by()
    ended_at = models.DateTimeField(null=True)
    ended_by = _said_by()

    objects = EquivalenceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_equivalence_per_pair",
                fields=("product", "other"),
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="equivalence_pair_in_order",
                condition=Q(product__lt=F("other")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.product_id} and {self.other_id}: {self.level}"
