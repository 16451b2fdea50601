"""What may be the product of an item that no code puts on one, for a person to judge.

Everything here is worked out from other rows and is in no sum.
"""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from catalogue.matching.models import MatchDecision, Verdict
from catalogue.products.models import Kind, Product, SaidDifferent
from catalogue.purchases.models import Item
from catalogue.suggestions.judging import in_words
from trusts.models import Membership
from trusts.permissions import Permission


class Question(models.Model):
    """A subject that is on no product, as it was last looked at. `words_key` is what
    two spellings of its description share; where one trust has many subjects under the
    same words, the words say nothing."""

    subject = models.UUIDField(primary_key=True)
    organisation_id = models.BigIntegerField()
    words_key = models.UUIDField()
    looked_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(
                fields=("words_key", "organisation_id"), name="question_words"
            ),
        )

    def __str__(self) -> str:
        return str(self.subject)


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def visible_to(self, member: Membership) -> Self:
        """Who may see the questions, about the items that are theirs to see."""
        if not member.may(Permission.REVIEW_VIEW):
            return self.none()
        if member.sees_region:
            return self
        own = Item.objects.filter(
            subject=OuterRef("subject"), organisation=member.organisation_id
        )
        return self.filter(Exists(own))

    def standing(self) -> Self:
        """Without those that a person has refused since they were made, and of products
        that have been merged since."""
        refused = MatchDecision.objects.filter(
            ended_at=None,
            verdict=Verdict.DIFFERENT,
            product=OuterRef("product"),
            subjects__subject=OuterRef("subject"),
        )
        return self.filter(~Exists(refused), product__merged_into=None)

    def best_first(self) -> Self:
        return self.order_by("-points", "pk")


class Suggestion(models.Model):
    """A product that the items of a subject may be. `points` put suggestions in order
    and are shown to nobody; `reasons` are sentences, for and against."""

    subject = models.UUIDField()
    product = models.ForeignKey(Product, models.CASCADE, related_name="suggestions")
    points = models.PositiveSmallIntegerField()
    reasons = models.JSONField()
    made_at = models.DateTimeField()

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_product_is_suggested_once", fields=("subject", "product")
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject}: {self.product_id}"

    @property
    def likelihood(self) -> str:
        """In words, as it is shown: never the points."""
        return in_words(self.points)


class ProductPairQuerySet(models.QuerySet["ProductPair"]):
    def visible_to(self, member: Membership) -> Self:
        """Which products look alike tells no price."""
        return self if member.may(Permission.REVIEW_VIEW) else self.none()

    def standing(self) -> Self:
        """Without those that a person has said to be different since they were made, or
        has merged."""
        different = SaidDifferent.objects.filter(
            kind=Kind.PRODUCT,
            ended_at=None,
            low_id=OuterRef("low"),
            high_id=OuterRef("high"),
        )
        return self.filter(
            ~Exists(different), low__merged_into=None, high__merged_into=None
        )

    def best_first(self) -> Self:
        return self.order_by("-points", "pk")


class ProductPair(models.Model):
    """Two products that may be one: `low` is the one with the smaller number."""

    low = models.ForeignKey(Product, models.CASCADE, related_name="pairs_above")
    high = models.ForeignKey(Product, models.CASCADE, related_name="pairs_below")
    points = models.PositiveSmallIntegerField()
    reasons = models.JSONField()
    made_at = models.DateTimeField()

    objects = ProductPairQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_row_a_pair", fields=("low", "high")),
            models.CheckConstraint(
                name="a_pair_is_in_order", condition=Q(low__lt=F("high"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.low_id} and {self.high_id}"

    @property
    def likelihood(self) -> str:
        return in_words(self.points)


class Term(models.Model):
    """A word or code by which products are found, and how many it finds."""

    term = models.TextField(unique=True, db_collation="C")
    products = models.IntegerField()

    def __str__(self) -> str:
        return self.term


class Posting(models.Model):
    """A product that a term finds. `words` is how many words the product has."""

    pk = models.CompositePrimaryKey("term_id", "product_id")
    term_id = models.IntegerField()
    product_id = models.BigIntegerField()
    words = models.SmallIntegerField()

    class Meta:
        indexes = (models.Index(fields=("product_id",), name="posting_product"),)

    def __str__(self) -> str:
        return f"{self.term_id} {self.product_id}"


class Touched(models.Model):
    """A product or an item whose words, codes or match changed and that has not been
    looked at since. Written by the database, in the transaction of the change."""

    product_id = models.BigIntegerField(null=True)
    item_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.product_id or ''} {self.item_id or ''}"
