"""Which item is which product, and how many eaches its unit of purchase holds."""

from django.db import models
from django.db.models import Q

from catalogue.products.models import Manufacturer, Product
from catalogue.purchases.models import Item
from trusts.models import Organisation
from trusts.querysets import OwnRowsQuerySet


class Tier(models.TextChoices):
    """How sure it is that an item is the product (design: match tier)."""

    A = "A", "Same GTIN or national code"
    B = "B", "Same manufacturer and part code"
    X = "X", "The evidence conflicts"


class PackStatus(models.TextChoices):
    KNOWN = "known", "Known"
    UNKNOWN = "unknown", "Unknown"
    CONFLICT = "conflict", "Sources disagree"


class MatchReason(models.TextChoices):
    """Why an item is on its product, or on none; one sentence each."""

    GTIN = "GTIN", "Its GTIN is the product's"
    NPC = "NPC", "Its national product code is the product's"
    PART = "PART", "Its manufacturer and part code are the product's"
    NO_CODE = "NO_CODE", "It has no code that identifies a product"
    NO_MANUFACTURER = (
        "NO_MANUFACTURER",
        "It has a part code, but nothing says whose",
    )
    CODES_DISAGREE = "CODES_DISAGREE", "Its codes name different products"
    PEERS_DISAGREE = (
        "PEERS_DISAGREE",
        "Its code stands with another part code at other trusts",
    )
    CHAIN_DISAGREES = (
        "CHAIN_DISAGREES",
        "Its code leads to two different part codes",
    )
    CARRIAGE = "CARRIAGE", "Carriage, not a product"
    PERSON = "PERSON", "A person said that it is this product"
    SAID_DIFFERENT = (
        "SAID_DIFFERENT",
        "A person said that it is not the product its codes lead to",
    )


class MatchQuerySet(OwnRowsQuerySet["Match"]):
    """A match tells no price: whoever may see the item may see it."""


class Match(models.Model):
    """What was made of one item: its product, tier, pack, and why.

    `code_product` is where its codes lead before persons have spoken; `product` is
    what counts. `unit` is the unit of purchase under its usual name, `pack_evidence`
    what the sources say of the pack, whether or not a person has confirmed another.
    """

    item = models.OneToOneField(
        Item, models.CASCADE, primary_key=True, related_name="match"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, related_name="matches"
    )
    manufacturer = models.ForeignKey(
        Manufacturer, models.PROTECT, null=True, related_name="+"
    )
    code_product = models.ForeignKey(
        Product, models.PROTECT, null=True, related_name="+"
    )
    tier = models.CharField(max_length=1, choices=Tier, blank=True)
    reason = models.CharField(max_length=16, choices=MatchReason)
    pack_status = models.CharField(max_length=8, choices=PackStatus)
    eaches = models.PositiveIntegerField(null=True)
    unit = models.TextField(blank=True)
    pack_evidence = models.TextField(blank=True)
    pack_confirmed = models.BooleanField(default=False)

    objects = MatchQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="eaches_exactly_when_the_pack_is_known",
                condition=~(Q(pack_status="known") ^ Q(eaches__isnull=False)),
            ),
            models.CheckConstraint(
                name="matched_exactly_at_tier_a_or_b",
                condition=~(Q(tier__in=["A", "B"]) ^ Q(product__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id}: {self.tier or 'unmatched'}"


class Rematch(models.Model):
    """An item about which a person decided something that matching has not looked at
    since. Taken away by `match_items`."""

    item_id = models.BigIntegerField()

    class Meta:
        db_table = "matching_rematch"

    def __str__(self) -> str:
        return str(self.item_id)


class OpenItem(models.Model):
    """An item that matching left without a product or a known pack, or that it was so
    before, or whose lines changed meanwhile: what is asked about it has not been worked
    out since."""

    item_id = models.BigIntegerField()

    class Meta:
        db_table = "matching_open_item"

    def __str__(self) -> str:
        return str(self.item_id)


class TouchedProduct(models.Model):
    """A product whose lines, items or packs changed at an organisation (at any where
    it is empty), and whose prices and gaps have not been worked out since. `import_id`
    is 0 where no import was the cause."""

    product_id = models.BigIntegerField()
    organisation_id = models.BigIntegerField(null=True)
    import_id = models.BigIntegerField()

    class Meta:
        db_table = "matching_touched_product"

    def __str__(self) -> str:
        return str(self.product_id)
