"""A problem that somebody had with a product of a standard, and what followed."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from catalogue.products.models import Product
from procurement.specifications.models import (
    OfSpecificationQuerySet,
    OfVersionQuerySet,
    Version,
)
from trusts.models import Membership, Organisation


class ProblemKind(models.TextChoices):
    HARM = "HARM", "Somebody was seriously harmed"
    NEAR_MISS = "NEAR_MISS", "Near miss: somebody could have been harmed"
    DEFECT = "DEFECT", "Fault in the product or its packaging"
    FIT = "FIT", "Does not suit the patients or the task"
    SUPPLY = "SUPPLY", "Supply: late, short or something else came"


# Of a kind, where there is little room.
FEW_WORDS = {
    "HARM": "Serious harm",
    "NEAR_MISS": "Near miss",
    "DEFECT": "Fault",
    "FIT": "Does not suit",
    "SUPPLY": "Supply",
}


class ProductProblemQuerySet(OfVersionQuerySet["ProductProblem"]):
    def standing(self) -> Self:
        """Those that were not said to be reported by mistake."""
        mistakes = ProblemNote.objects.filter(
            problem=OuterRef("pk"), kind=NoteKind.MISTAKE
        )
        return self.filter(~Exists(mistakes))


class ProductProblem(models.Model):
    """Reported for a trust, about a product of a version in force. Append-only, and in
    the chain of the record. Nothing in it is about a patient; the references are those
    of the systems in which such a thing has its place.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="problems")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=ProblemKind)
    what = models.TextField()
    happened_on = models.DateField()
    incident_reference = models.CharField(max_length=60, blank=True)
    lfpse_reference = models.CharField(max_length=60, blank=True)
    yellow_card_reference = models.CharField(max_length=60, blank=True)
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = ProductProblemQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="problem_says_what",
                condition=~Q(what="") & Q(kind__in=ProblemKind),
            ),
        )
        indexes = (
            models.Index(fields=("-reported_at", "-id"), name="problem_newest"),
            models.Index(fields=("product", "reported_at"), name="problem_of_product"),
        )

    def __str__(self) -> str:
        return f"Problem {self.pk} with {self.product}"


class NoteKind(models.TextChoices):
    FOLLOW_UP = "FOLLOW_UP", "What was done"
    MISTAKE = "MISTAKE", "Reported by mistake"


class ProblemNoteQuerySet(OfSpecificationQuerySet["ProblemNote"]):
    path = "problem__version__specification"


class ProblemNote(models.Model):
    """What was done about a problem, references that came later, or that it was
    reported by mistake: then it counts no more. Append-only, and in the chain."""

    problem = models.ForeignKey(ProductProblem, models.PROTECT, related_name="notes")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=NoteKind)
    text = models.TextField()
    incident_reference = models.CharField(max_length=60, blank=True)
    lfpse_reference = models.CharField(max_length=60, blank=True)
    yellow_card_reference = models.CharField(max_length=60, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = ProblemNoteQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_mistake_is_said_once",
                fields=("problem",),
                condition=Q(kind="MISTAKE"),
            ),
            models.CheckConstraint(
                name="problem_note_says_something",
                condition=~Q(text="") & Q(kind__in=NoteKind),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"
