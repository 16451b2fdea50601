"""A trust says that what it pays for a product is confidential."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from catalogue.products.models import Product
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class ConfidentialReason(models.TextChoices):
    CONTRACT = "CONTRACT", "The contract says so"
    TALKS = "TALKS", "Talks with the supplier are going on"
    TRIAL = "TRIAL", "A price for a trial or for research"
    TENDER = "TENDER", "A tender is going on"
    OTHER = "OTHER", "Something else"


class ConfidentialQuerySet(OwnRowsQuerySet["ConfidentialPrice"]):
    """A trust sees its own; the regional office, which sees every price, all of them.
    Which of other trusts' prices are confidential is what nobody else may see."""

    needs = Permission.PRICES_OWN_VIEW

    def in_force(self) -> Self:
        return self.filter(ended_at=None)

    def of(self, product: Product) -> Self:
        """Of a product, or of one that stands under the same."""
        root = product.merged_into_id or product.pk
        return self.filter(Q(product=root) | Q(product__merged_into=root))


class ConfidentialPrice(models.Model):
    """What a trust pays for a product is confidential, from `made_at` until `ended_at`.

    It counts in every comparison; other trusts are shown its band, and never whose it
    is (see the visibility of prices). It ends when somebody of the trust lifts it, or,
    without `ended_by`, after `ends_on`: until that is written down it is in force, so
    that no clock has to be asked before a price is shown.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=ConfidentialReason)
    evidence = models.TextField(blank=True)
    ends_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )

    objects = ConfidentialQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_price_is_confidential_once_at_a_time",
                fields=("organisation", "product"),
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="confidential_reason_is_known",
                condition=Q(reason__in=ConfidentialReason.values),
            ),
        )

    def __str__(self) -> str:
        return f"{self.product_id} at {self.organisation_id} is confidential"

    @property
    def is_in_force(self) -> bool:
        return self.ended_at is None


def is_confidential() -> Exists:
    """That a row, by its organisation and its product, the one that stands, speaks of
    a price which is confidential."""
    return Exists(
        ConfidentialPrice.objects.in_force()
        .annotate(root=Coalesce("product__merged_into", "product"))
        .filter(organisation=OuterRef("organisation"), root=OuterRef("product"))
    )


def another_keeps_it() -> Exists:
    """That another trust than a row's keeps its price of the row's product, or of the
    one that this stands under, confidential now."""
    return Exists(
        ConfidentialPrice.objects.in_force()
        .annotate(root=Coalesce("product__merged_into", "product"))
        .filter(root=Coalesce(OuterRef("product__merged_into"), OuterRef("product")))
        .exclude(organisation=OuterRef("organisation"))
    )


def is_hidden(member: Membership) -> Q:
    """That it is, and is not this member's to see. The regional office sees every
    trust's prices as its own rows, these too."""
    if member.sees_region:
        return Q(pk__in=())
    return Q(is_confidential()) & ~Q(organisation=member.organisation_id)
