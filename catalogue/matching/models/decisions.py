"""What a person decided about items: which product they are, what their pack holds.

A decision is a row that is never changed, only seconded or ended. It counts while it is
in force: not ended, and seconded where the money behind it asks for a second reader. Of
several on the same thing the newest speaks, so taking it back gives the word to the one
before.
"""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from catalogue.products.models import Product
from catalogue.purchases.models import Item
from trusts.models import Membership, Organisation
from trusts.permissions import Permission


class DecisionQuerySet[Row: "Decision"](models.QuerySet[Row]):
    """Everybody who may see the questions sees how they were answered; it tells no
    price."""

    needs: ClassVar = Permission.REVIEW_VIEW

    def visible_to(self, member: Membership) -> Self:
        return self if member.may(self.needs) else self.none()

    def in_force(self) -> Self:
        return self.filter(IN_FORCE)


IN_FORCE = Q(ended_at=None) & (Q(needs_second=False) | Q(seconded_at__isnull=False))


def _moments(name: str) -> tuple[models.CheckConstraint, ...]:
    """Who confirmed or ended it stands beside when, and only what asks for a second
    reader has one."""
    return (
        models.CheckConstraint(
            name=f"{name}_seconded_where_asked",
            condition=Q(seconded_at=None, seconded_by=None) | Q(needs_second=True),
        ),
        models.CheckConstraint(
            name=f"{name}_ended_by_says_when",
            condition=Q(ended_by=None) | Q(ended_at__isnull=False),
        ),
    )


def _by() -> models.ForeignKey:
    return models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")


class Decision(models.Model):
    """Who decided when, on what evidence (as it was shown), and who has confirmed it.

    `value` is the money that waited behind the question: pounds ex VAT in 12 months.
    """

    note = models.TextField(blank=True)
    evidence = models.JSONField(default=dict)
    value = models.DecimalField(max_digits=40, decimal_places=2, default=0)
    decided_at = models.DateTimeField()
    decided_by = _by()
    needs_second = models.BooleanField(default=False)
    seconded_at = models.DateTimeField(null=True)
    seconded_by = _by()
    ended_at = models.DateTimeField(null=True)
    ended_by = _by()

    class Meta:
        abstract = True

    @property
    def is_in_force(self) -> bool:
        is_seconded = not self.needs_second or self.seconded_at is not None
        return self.ended_at is None and is_seconded


class Verdict(models.TextChoices):
    SAME = "SAME", "The same"
    DIFFERENT = "DIFFERENT", "Not the same"


class MatchDecisionQuerySet(DecisionQuerySet["MatchDecision"]):
    pass


class MatchDecision(Decision):
    """The items of its subjects are this product, or are not."""

    verdict = models.CharField(max_length=9, choices=Verdict)
    product = models.ForeignKey(Product, models.PROTECT, related_name="match_decisions")

    objects = MatchDecisionQuerySet.as_manager()

    class Meta:
        constraints = _moments("match_decision")

    def __str__(self) -> str:
        return f"{self.verdict} {self.product_id}"


class MatchSubject(models.Model):
    """What a decision speaks of: all items that have this subject, of any trust, now
    and later; where `item` is there, those of its trust with its code and words."""

    decision = models.ForeignKey(MatchDecision, models.CASCADE, related_name="subjects")
    subject = models.UUIDField()
    item = models.ForeignKey(Item, models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_subject_once_in_a_decision", fields=("subject", "decision")
            ),
        )

    def __str__(self) -> str:
        return str(self.subject)


class PackDecisionQuerySet(DecisionQuerySet["PackDecision"]):
    pass


class PackDecision(Decision):
    """Items on the product with this unit of purchase, whose pack sources say just
    this, hold so many eaches: of one organisation, or of everybody."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="pack_decisions")
    unit = models.TextField(blank=True)
    says = models.TextField(blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+"
    )
    eaches = models.PositiveIntegerField()

    objects = PackDecisionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_pack_holds_something", condition=Q(eaches__gte=1)
            ),
            *_moments("pack_decision"),
        )

    def __str__(self) -> str:
        return f"{self.unit} of {self.product_id} is {self.eaches}"
