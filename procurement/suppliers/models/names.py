"""What suppliers are called in extracts, and what kinds of thing they sell."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from catalogue.products.models import Supplier
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class SupplierNameQuerySet(OwnRowsQuerySet["SupplierName"]):
    needs = Permission.PRICES_OWN_VIEW

    def visible_to(self, member: Membership) -> Self:
        """Which trust calls a supplier what: the own one's, or everybody's for who
        sees on every gap whom its trusts buy from."""
        spellings = self.exclude(organisation=None)
        if member.may(Permission.PRICES_PEER_VIEW):
            return spellings
        return super(SupplierNameQuerySet, spellings).visible_to(member)

    def like(self, text: str) -> Self:
        """Names that have words like these, typing errors forgiven."""
        return self.filter(name__trigram_word_similar=text)


class SupplierName(models.Model):
    """One spelling of a supplier in one organisation's extracts; without an
    organisation, the name that the supplier goes by here. A name alone tells nobody
    who buys, so everybody who may look up suppliers may search them all."""

    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="names")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="+"
    )
    name = models.TextField()

    objects = SupplierNameQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_supplier_name_a_spelling",
                fields=("supplier", "organisation", "name"),
                nulls_distinct=False,
            ),
        )
        indexes = (
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="supplier_like"),
        )

    def __str__(self) -> str:
        return self.name


class SupplierCategory(models.Model):
    """A category that order lines with a supplier carry, at one organisation."""

    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="categories")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    category = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_supplier_category_a_place",
                fields=("supplier", "organisation", "category"),
            ),
        )

    def __str__(self) -> str:
        return self.category
