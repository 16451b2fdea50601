"""What can be bought: products, their packs and codes."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from catalogue.products.models.companies import Manufacturer
from trusts.models import Membership


class ProductQuerySet(models.QuerySet["Product"]):
    def visible_to(self, member: Membership) -> Self:  # noqa: ARG002
        """Everybody signed in may see what can be bought; prices live elsewhere."""
        return self


class Product(models.Model):
    """One manufacturer's article. Its prices are compared per each.

    `part_key` is the part code in capitals without spaces, - / . and _.
    `is_declared` says that a catalogue names it; otherwise it was worked out
    from the codes that trusts' items carry. `merged_into` is the product it stands
    under, where persons said that it is the same as another.
    """

    manufacturer = models.ForeignKey(
        Manufacturer, models.PROTECT, null=True, related_name="products"
    )
    part_code = models.TextField(blank=True)
    part_key = models.TextField(blank=True)
    description = models.TextField()
    category = models.TextField(blank=True)
    is_declared = models.BooleanField()
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged"
    )

    objects = ProductQuerySet.as_manager()

    class Meta:
        indexes = (
            # Finds a product again that its items had, and lost, and have once more.
            models.Index(
                fields=("manufacturer", "part_key"),
                name="undeclared_part",
                condition=Q(is_declared=False),
            ),
            # Finds the descriptions that have some letters in them, as people search.
            GinIndex(
                OpClass(Upper("description"), "gin_trgm_ops"), name="product_words"
            ),
            # Finds a part code by a piece of it. What waits to be put into such an
            # index is read through by every search, hence little of it (in KB), here
            # and below; but some: a catalogue loads four times as fast.
            GinIndex(
                fields=("part_key",),
                name="product_part_inside",
                opclasses=("gin_trgm_ops",),
                gin_pending_list_limit=512,
            ),
        )

    def __str__(self) -> str:
        return self.description


class PartCode(models.Model):
    """A manufacturer's part code that a catalogue declares, and its product. Some
    makers give each pack a code of its own, so a product may have several."""

    manufacturer = models.ForeignKey(
        Manufacturer, models.PROTECT, related_name="part_codes"
    )
    part_key = models.TextField()
    product = models.ForeignKey(Product, models.PROTECT, related_name="part_codes")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_part_code_is_one_product", fields=("manufacturer", "part_key")
            ),
        )
        indexes = (
            GinIndex(
                fields=("part_key",),
                name="part_code_inside",
                opclasses=("gin_trgm_ops",),
                gin_pending_list_limit=512,
            ),
        )

    def __str__(self) -> str:
        return self.part_key


class Pack(models.Model):
    """A way a product is sold, as a catalogue declares it.

    `eaches` is how many of the smallest declared level it holds, worked out
    along `contains`. From `withdrawn_on` on it is sold no longer; it goes on
    identifying what was bought.
    """

    product = models.ForeignKey(Product, models.PROTECT, related_name="packs")
    unit = models.TextField()
    gtin = models.CharField(max_length=14, unique=True)
    contains = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="contained_in"
    )
    contains_quantity = models.PositiveIntegerField(null=True)
    eaches = models.PositiveIntegerField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="pack_contains_and_quantity_together",
                condition=~(Q(contains=None) ^ Q(contains_quantity=None)),
            ),
            models.CheckConstraint(
                name="pack_holds_at_least_one_each", condition=Q(eaches__gte=1)
            ),
            models.CheckConstraint(
                name="pack_does_not_contain_itself",
                condition=Q(contains=None) | ~Q(contains=F("id")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.gtin}"


class NationalCode(models.Model):
    """A national product code (NPC); it names a pack only if the catalogue
    gives it to exactly one."""

    npc = models.TextField(primary_key=True)
    product = models.ForeignKey(Product, models.PROTECT, related_name="national_codes")
    pack = models.ForeignKey(Pack, models.PROTECT, null=True)

    def __str__(self) -> str:
        return self.npc


class TouchedCode(models.Model):
    """A code that a catalogue newly declares or declares differently, or a product,
    manufacturer or supplier of which a person said something: items that lead to it
    have to be matched again. Taken away by `match_items`."""

    class Kind(models.TextChoices):
        GTIN = "G", "GTIN"
        NPC = "N", "National product code"
        PART = "P", "Part code"
        PRODUCT = "D", "Product, by its number"
        MANUFACTURER = "M", "Manufacturer, by its number"
        SUPPLIER = "S", "Supplier, by its number"

    kind = models.CharField(max_length=1, choices=Kind)
    key = models.TextField()

    class Meta:
        db_table = "products_touched_code"

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class ProductSearch(models.Model):
    """The words by which a product is found: of its description, its maker and its
    part code. Nothing of what trusts pay or buy. Kept by triggers."""

    product = models.OneToOneField(
        Product, models.CASCADE, primary_key=True, db_constraint=False, related_name="+"
    )
    words = SearchVectorField()

    class Meta:
        db_table = "products_search"
        indexes = (
            GinIndex(
                "words", name="search_words_of_product", gin_pending_list_limit=512
            ),
        )

    def __str__(self) -> str:
        return str(self.product_id)


class SearchWord(models.Model):
    """A word without digits that some product has been found by: what a misspelt word
    is compared with. Words stay when their product changes: they mean nothing alone."""

    word = models.TextField(primary_key=True, db_collation="C")

    class Meta:
        db_table = "products_search_word"
        indexes = (
            GinIndex(
                fields=("word",),
                name="search_word_spelling",
                opclasses=("gin_trgm_ops",),
                gin_pending_list_limit=512,
            ),
        )

    def __str__(self) -> str:
        return self.word
