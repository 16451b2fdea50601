"""Order lines, which of them stands, and which files vouch for it."""

from typing import Self

from django.db import models

from catalogue.purchases.models.imports import Import
from catalogue.purchases.models.items import Item
from trusts.models import Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class LineKind(models.TextChoices):
    ORDER = "O", "Order"
    CREDIT = "C", "Return"
    FREE = "F", "Free of charge"
    CARRIAGE = "G", "Carriage"


class PurchaseLineQuerySet(OwnRowsQuerySet["PurchaseLine"]):
    needs = Permission.PRICES_OWN_VIEW

    def live(self) -> Self:
        return self.filter(is_live=True)


class PurchaseLine(models.Model):
    """One order line of one trust. Partitioned by month of its order date.

    Quantity is in units of purchase; unit price and net value are pounds ex VAT.
    `is_live` is false once a later file replaced the line or its import was rolled
    back. References are not checked row by row by the database (three triggers a
    row cost more than the insert): one statement makes items and lines together.
    """

    pk = models.CompositePrimaryKey("id", "order_date")
    id = models.BigIntegerField()
    order_date = models.DateField()
    organisation = models.ForeignKey(
        Organisation, models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    item = models.ForeignKey(
        Item, models.DO_NOTHING, db_constraint=False, related_name="lines"
    )
    of_import = models.ForeignKey(
        Import, models.DO_NOTHING, db_constraint=False, related_name="lines"
    )
    row_number = models.IntegerField()
    po_number = models.TextField()
    line_number = models.TextField()
    quantity = models.DecimalField(max_digits=24, decimal_places=8)
    unit_price = models.DecimalField(max_digits=24, decimal_places=8)
    net_value = models.DecimalField(max_digits=24, decimal_places=8)
    kind = models.CharField(max_length=1, choices=LineKind)
    is_live = models.BooleanField()
    replaces_id = models.BigIntegerField(null=True)
    replaces_date = models.DateField(null=True)
    contract_reference = models.TextField()
    delivery_site = models.TextField()
    receipt_date = models.DateField(null=True)

    objects = PurchaseLineQuerySet.as_manager()

    class Meta:
        db_table = "purchases_line"

    def __str__(self) -> str:
        return f"{self.po_number}/{self.line_number}"


class LineKey(models.Model):
    """Which line stands for an order line now: the uniqueness that partitions of
    `purchases_line` cannot give. `digest` is of everything the row said."""

    pk = models.CompositePrimaryKey("organisation_id", "po_number", "line_number")
    organisation_id = models.BigIntegerField()
    po_number = models.TextField(db_collation="C")
    line_number = models.TextField(db_collation="C")
    line_id = models.BigIntegerField()
    order_date = models.DateField()
    digest = models.UUIDField()

    class Meta:
        db_table = "purchases_line_key"

    def __str__(self) -> str:
        return f"{self.po_number}/{self.line_number}"


class LineSeen(models.Model):
    """A standing line that a later file repeated unchanged: that file vouches for it
    should the import that brought the line be rolled back."""

    pk = models.CompositePrimaryKey("line_id", "import_id")
    line_id = models.BigIntegerField()
    order_date = models.DateField()
    import_id = models.BigIntegerField()
    row_number = models.IntegerField()

    class Meta:
        db_table = "purchases_line_seen"
        indexes = (models.Index(fields=("import_id",), name="line_seen_import"),)

    def __str__(self) -> str:
        return f"{self.line_id} in {self.import_id}"
