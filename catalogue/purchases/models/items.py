"""What trusts call the things they buy, just as their extracts have it."""

from typing import Self

from django.db import models
from django.db.models import Q

from catalogue.products.models import Supplier
from catalogue.purchases.models.imports import Import
from trusts.models import Organisation
from trusts.querysets import OwnRowsQuerySet


class ItemQuerySet(OwnRowsQuerySet["Item"]):
    def live(self) -> Self:
        """Items that a standing import still has lines for."""
        return self.filter(is_live=True)


class Item(models.Model):
    """What a trust calls a thing it buys, just as its extract has it.

    One row for each different wording: the same local code bought in two packs is
    two items. The keys are made by the database (see the functions of the products
    room) and are empty when the text is no evidence.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="items")
    digest = models.UUIDField()
    local_code = models.TextField()
    description = models.TextField()
    supplier_name = models.TextField()
    supplier_part = models.TextField()
    manufacturer_name = models.TextField()
    mpc = models.TextField()
    npc = models.TextField()
    gtin = models.TextField()
    unit_of_purchase = models.TextField()
    pack_size = models.TextField()
    category = models.TextField()
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, related_name="items"
    )
    supplier_key = models.TextField()
    manufacturer_key = models.TextField()
    part_key = models.TextField()
    npc_key = models.TextField()
    gtin_key = models.TextField()
    is_carriage = models.BooleanField()
    is_live = models.BooleanField(default=True)
    first_import = models.ForeignKey(Import, models.PROTECT, related_name="+")

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_item_per_wording", fields=("organisation", "digest")
            ),
        )
        indexes = (
            models.Index(
                fields=("gtin_key",), name="item_gtin", condition=~Q(gtin_key="")
            ),
            models.Index(
                fields=("npc_key",), name="item_npc", condition=~Q(npc_key="")
            ),
            models.Index(
                fields=("part_key",), name="item_part", condition=~Q(part_key="")
            ),
            models.Index(fields=("manufacturer_key",), name="item_manufacturer"),
            models.Index(
                fields=("supplier_key",),
                name="item_supplier_alone",
                condition=Q(manufacturer_key=""),
            ),
            models.Index(fields=("organisation", "local_code"), name="item_local_code"),
        )

    def __str__(self) -> str:
        return self.description


class TouchedItem(models.Model):
    """An item whose lines changed and that matching has not looked at since.

    Written with the lines, in one transaction; taken away by `match_items`.
    """

    item_id = models.BigIntegerField()
    import_id = models.BigIntegerField()

    class Meta:
        db_table = "purchases_touched_item"

    def __str__(self) -> str:
        return str(self.item_id)
