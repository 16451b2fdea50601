"""How much of a year's spend stands on items with a valid GTIN. A row without an
organisation is the region's; one without a supplier, of lines that name none."""

from django.db import models
from django.db.models import F, Q

from catalogue.products.models import Supplier
from catalogue.purchases.models import Item
from procurement.suppliers.models.figures import PlaceQuerySet
from trusts.models import Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class GtinShareQuerySet(PlaceQuerySet["GtinShare"]):
    needs = Permission.COVERAGE_VIEW


class GtinShare(models.Model):
    """What an organisation, or the region, bought of a supplier in the year: pounds ex
    VAT, and different items by their wording. `unread` of them carry something in the
    GTIN column that is no GTIN. `missing` is the spend without, `share` the part with,
    0 to 1 and 0 where nothing was spent on balance."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, db_index=False, related_name="+"
    )
    supplier = models.ForeignKey(
        Supplier, models.CASCADE, null=True, related_name="gtin_shares"
    )
    spend = models.DecimalField(max_digits=36, decimal_places=8)
    gtin_spend = models.DecimalField(max_digits=36, decimal_places=8)
    items = models.IntegerField()
    gtin_items = models.IntegerField()
    unread = models.IntegerField()
    missing = models.DecimalField(max_digits=36, decimal_places=8)
    share = models.DecimalField(max_digits=7, decimal_places=6)

    objects = GtinShareQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_gtin_share_a_place_and_supplier",
                fields=("organisation", "supplier"),
                nulls_distinct=False,
            ),
        )
        indexes = (
            models.Index(
                "organisation",
                F("missing").desc(),
                F("id").desc(),
                name="gtin_share_by_missing",
            ),
            models.Index(
                F("missing").desc(),
                F("id").desc(),
                name="gtin_share_by_missing_in_all",
                condition=Q(organisation=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.supplier_id} at {self.organisation_id}: {self.share}"


class UnreadGtinQuerySet(OwnRowsQuerySet["UnreadGtin"]):
    needs = Permission.COVERAGE_VIEW


class UnreadGtin(models.Model):
    """An item bought in the year whose GTIN column holds what is no GTIN; what was
    spent on it, in pounds ex VAT."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, db_index=False, related_name="+"
    )
    spend = models.DecimalField(max_digits=36, decimal_places=8)

    objects = UnreadGtinQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(
                "organisation",
                F("spend").desc(),
                F("id").desc(),
                name="unread_gtin_by_spend",
            ),
            models.Index(
                F("spend").desc(), F("id").desc(), name="unread_gtin_by_spend_in_all"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id}: £{self.spend}"
