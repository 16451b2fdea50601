"""What a person answered to a question, and what it led to."""

from typing import Self

from django.db import models
from django.db.models import Q

from catalogue.matching.models import MatchDecision, PackDecision
from catalogue.products.models import Merge, Product, SaidDifferent
from procurement.review.models.questions import Question
from trusts.models import Membership


class Outcome(models.TextChoices):
    """What was answered."""

    SAME = "SAME", "It is this product"
    NOT_SAME = "NOT_SAME", "It is not this product"
    OWN_PRODUCT = "OWN_PRODUCT", "It is a product of its own"
    PACK = "PACK", "The pack holds so many"
    PRICE_RIGHT = "PRICE_RIGHT", "The price is right"
    MERGED = "MERGED", "They are one product"
    KEPT_APART = "KEPT_APART", "They are two products"
    LATER = "LATER", "Put off"
    ASKED = "ASKED", "The trust was asked"


# What puts the question off without deciding anything.
PUTTING_OFF = (Outcome.LATER, Outcome.ASKED)


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, member: Membership) -> Self:
        return self.filter(question__in=Question.objects.visible_to(member))

    def standing(self) -> Self:
        return self.filter(undone_at=None)

    def counting(self) -> Self:
        """Standing, and confirmed where a second reader was asked for."""
        confirmed = Q(needs_second=False) | Q(seconded_at__isnull=False)
        return self.standing().filter(confirmed).exclude(outcome__in=PUTTING_OFF)

    def newest_first(self) -> Self:
        return self.order_by("-pk")


def _by() -> models.ForeignKey:
    return models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")


class Answer(models.Model):
    """One answer of one person; taken back it stays, and says so.

    `released` is the money that it made comparable: pounds ex VAT in 12 months, on
    items that have a product and a known pack by it. `price_each` is the suspect price
    that the answer was about.
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    outcome = models.CharField(max_length=12, choices=Outcome)
    note = models.TextField(blank=True)
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+")
    eaches = models.PositiveIntegerField(null=True)
    price_each = models.DecimalField(max_digits=24, decimal_places=7, null=True)
    match_decisions = models.ManyToManyField(MatchDecision, related_name="answers")
    pack_decisions = models.ManyToManyField(PackDecision, related_name="answers")
    merge = models.ForeignKey(Merge, models.PROTECT, null=True, related_name="+")
    said_different = models.ForeignKey(
        SaidDifferent, models.PROTECT, null=True, related_name="+"
    )
    value = models.DecimalField(max_digits=40, decimal_places=2)
    released = models.DecimalField(max_digits=40, decimal_places=2, default=0)
    answered_at = models.DateTimeField()
    answered_by = _by()
    needs_second = models.BooleanField(default=False)
    seconded_at = models.DateTimeField(null=True)
    seconded_by = _by()
    undone_at = models.DateTimeField(null=True)
    undone_by = _by()
    undone_note = models.TextField(blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_standing_answer",
                fields=("question",),
                condition=Q(undone_at=None),
            ),
            models.CheckConstraint(
                name="answer_seconded_where_asked",
                condition=Q(seconded_at=None, seconded_by=None) | Q(needs_second=True),
            ),
            models.CheckConstraint(
                name="answer_undone_by_says_when",
                condition=Q(undone_by=None) | Q(undone_at__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=("answered_by", "-id"), name="answer_by_person"),
        )

    def __str__(self) -> str:
        return f"{self.outcome} to {self.question_id}"

    @property
    def is_waiting_for_a_second(self) -> bool:
        return self.needs_second and not self.seconded_at and not self.undone_at
