"""A question: what the machine cannot know, and the money that waits behind it."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from catalogue.products.models import Product
from catalogue.purchases.models import Item
from trusts.models import Membership, Organisation
from trusts.permissions import Permission


class QuestionKind(models.TextChoices):
    """What is asked; the labels are what a list calls it."""

    SUSPECT = "SUSPECT", "Suspect price"
    PACK_CONFLICT = "PACK_CONFLICT", "Sources disagree on the pack"
    PACK_UNKNOWN = "PACK_UNKNOWN", "Unknown pack"
    UNMATCHED = "UNMATCHED", "Not matched to a product"
    CODES_CONFLICT = "CODES_CONFLICT", "Codes contradict each other"
    NEAR_DUPLICATE = "NEAR_DUPLICATE", "Two products that may be one"


class QuestionState(models.TextChoices):
    OPEN = "OPEN", "Waiting"
    LATER = "LATER", "Put off"
    ASKED = "ASKED", "Asked of the trust"
    PROPOSED = "PROPOSED", "Waiting for a second reader"
    SETTLED = "SETTLED", "Answered"
    GONE = "GONE", "No longer so"


# Where nothing has been decided: the money behind it still waits.
UNSETTLED = (
    QuestionState.OPEN,
    QuestionState.LATER,
    QuestionState.ASKED,
    QuestionState.PROPOSED,
)


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, member: Membership) -> Self:
        """The one place that says who may see a question: a trust those about its own
        items, the regional office all."""
        if not member.may(Permission.REVIEW_VIEW):
            return self.none()
        if member.sees_region:
            return self
        return self.filter(organisations__contains=[member.organisation_id])

    def waiting(self, *, on: date) -> Self:
        """For an answer: open, or put off until a day that has come."""
        return self.filter(
            Q(state=QuestionState.OPEN)
            | Q(state=QuestionState.LATER, later_until__lte=on)
        )

    def unsettled(self) -> Self:
        return self.filter(state__in=UNSETTLED)

    def largest_first(self) -> Self:
        return self.order_by("-value", "-id")


class Question(models.Model):
    """Something about items that a person has to say once, for every trust.

    `key` is what makes it the same question next month. `value` is pounds ex VAT that
    were spent in the 365 days to the worklist's day on what it is about: none of it is
    compared until there is an answer. About an item's identity it has a `subject`,
    about a pack the product, the unit and what the sources say, about a suspect price
    the product and the organisation, about a near-duplicate both products.
    """

    kind = models.CharField(max_length=14, choices=QuestionKind)
    key = models.TextField(unique=True)
    state = models.CharField(
        max_length=8, choices=QuestionState, default=QuestionState.OPEN
    )
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, related_name="questions"
    )
    other_product = models.ForeignKey(
        Product, models.PROTECT, null=True, related_name="+"
    )
    subject = models.UUIDField(null=True)
    unit = models.TextField(blank=True)
    says = models.TextField(blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+"
    )
    value = models.DecimalField(max_digits=40, decimal_places=2)
    items = models.IntegerField()
    organisations = ArrayField(models.BigIntegerField())
    description = models.TextField()
    price_each = models.DecimalField(max_digits=24, decimal_places=7, null=True)
    opened_at = models.DateTimeField()
    later_until = models.DateField(null=True)
    asked_of = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+"
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="question_put_off_until_a_day",
                condition=~(Q(state="LATER") ^ Q(later_until__isnull=False)),
            ),
            models.CheckConstraint(
                name="question_asked_of_somebody",
                condition=~(Q(state="ASKED") ^ Q(asked_of__isnull=False)),
            ),
            models.CheckConstraint(
                name="question_state_is_known", condition=Q(state__in=QuestionState)
            ),
            models.CheckConstraint(
                name="question_kind_is_known", condition=Q(kind__in=QuestionKind)
            ),
        )
        indexes = (
            models.Index(
                models.F("value").desc(),
                models.F("id").desc(),
                name="question_by_value",
                condition=Q(state__in=UNSETTLED),
            ),
            GinIndex(fields=("organisations",), name="question_of_trust"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.description}"


class QuestionItemQuerySet(models.QuerySet["QuestionItem"]):
    def visible_to(self, member: Membership) -> Self:
        """With the question itself: whoever may see it sees all that it is about."""
        return self.filter(question__in=Question.objects.visible_to(member))


class QuestionItem(models.Model):
    """An item that a question is about, and what was spent on it: pounds ex VAT in the
    365 days to the worklist's day. Worked out; an item is in one such question at most
    beside those about suspect prices."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="of_items")
    item = models.OneToOneField(Item, models.CASCADE, related_name="asked_about")
    value = models.DecimalField(max_digits=40, decimal_places=2)

    objects = QuestionItemQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.item_id} in {self.question_id}"


class Kept(models.Model):
    """The day as at which the questions stand, and the working out of the gaps that
    they have taken in; one row."""

    id = models.BooleanField(primary_key=True, default=True)
    as_at = models.DateField()
    refresh_id = models.BigIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="questions_stand_once", condition=Q(id=True)),
        )

    def __str__(self) -> str:
        return f"as at {self.as_at}"
