"""The versions of a specification, and where each of them stands."""

from typing import Self

from django.db import models
from django.db.models import Q

from procurement.specifications.models.specifications import (
    OfSpecificationQuerySet,
    Specification,
)
from trusts.models import Membership


class Heading(models.TextChoices):
    """The six headings. The value is the field that holds the text."""

    PRODUCT = "product_text", "Product information"
    SAFETY = "safety_text", "Regulatory and safety"
    TECHNICAL = "technical_text", "Technical and physical"
    TRACEABILITY = "traceability_text", "Data intelligence"
    HUMAN_FACTORS = "human_factors_text", "Human factors"
    SUSTAINABILITY = "sustainability_text", "Sustainability"


class VersionState(models.TextChoices):
    DRAFT = "DRAFT", "Draft"
    CONSULTATION = "CONSULTATION", "Consultation"
    SCORING = "SCORING", "Scoring"
    SIGN_OFF = "SIGN_OFF", "Sign-off"
    OBJECTED = "OBJECTED", "Objected"
    RESOLUTION = "RESOLUTION", "Resolution"
    ADOPTED = "ADOPTED", "Adopted"
    UNDER_REVIEW = "UNDER_REVIEW", "Under review"
    SUSPENDED = "SUSPENDED", "Suspended"
    REJECTED = "REJECTED", "Rejected"
    SUPERSEDED = "SUPERSEDED", "Superseded"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


S = VersionState

# From each state, where a version may go. A next version supersedes the one before it
# as soon as it is started (in the works) or adopted (in force).
MOVES: dict[VersionState, frozenset[VersionState]] = {
    S.DRAFT: frozenset({S.CONSULTATION, S.WITHDRAWN}),
    S.CONSULTATION: frozenset({S.SCORING, S.SUPERSEDED, S.WITHDRAWN}),
    S.SCORING: frozenset({S.SIGN_OFF, S.SUPERSEDED, S.WITHDRAWN}),
    S.SIGN_OFF: frozenset(
        {S.ADOPTED, S.OBJECTED, S.REJECTED, S.SUPERSEDED, S.WITHDRAWN}
    ),
    S.OBJECTED: frozenset({S.RESOLUTION, S.REJECTED, S.SUPERSEDED, S.WITHDRAWN}),
    S.RESOLUTION: frozenset({S.ADOPTED, S.REJECTED, S.SUPERSEDED, S.WITHDRAWN}),
    S.ADOPTED: frozenset({S.UNDER_REVIEW, S.SUSPENDED, S.SUPERSEDED, S.WITHDRAWN}),
    S.UNDER_REVIEW: frozenset({S.ADOPTED, S.SUSPENDED, S.SUPERSEDED, S.WITHDRAWN}),
    S.SUSPENDED: frozenset({S.ADOPTED, S.SUPERSEDED, S.WITHDRAWN}),
    S.REJECTED: frozenset(),
    S.SUPERSEDED: frozenset(),
    S.WITHDRAWN: frozenset(),
}

# Being worked on: of these a specification has one at most.
IN_THE_WORKS = (
    S.DRAFT,
    S.CONSULTATION,
    S.SCORING,
    S.SIGN_OFF,
    S.OBJECTED,
    S.RESOLUTION,
)
# What trusts buy by; a suspended one is not bought by and may come back.
IN_FORCE = (S.ADOPTED, S.UNDER_REVIEW, S.SUSPENDED)


class VersionQuerySet(OfSpecificationQuerySet["Version"]):
    def in_the_works(self) -> Self:
        return self.filter(state__in=IN_THE_WORKS)

    def in_force(self) -> Self:
        return self.filter(state__in=IN_FORCE)


class Version(models.Model):
    """One version of a specification's text, with its criteria, products and evidence.

    The database refuses to change any of them once it is no longer a draft. Paragraphs
    of a text are parted by an empty line. `what_changes` tells a ward what it will
    notice; `previous` is the one it was copied from; `review_on` is when an adopted one
    is looked at again.
    """

    specification = models.ForeignKey(
        Specification, models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=VersionState)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="followed_by"
    )
    what_changes = models.TextField(blank=True)
    product_text = models.TextField(blank=True)
    safety_text = models.TextField(blank=True)
    technical_text = models.TextField(blank=True)
    traceability_text = models.TextField(blank=True)
    human_factors_text = models.TextField(blank=True)
    sustainability_text = models.TextField(blank=True)
    review_on = models.DateField(null=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )
    moved_at = models.DateTimeField()

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="version_numbers_are_unique", fields=("specification", "number")
            ),
            models.UniqueConstraint(
                name="one_version_in_the_works",
                fields=("specification",),
                condition=Q(state__in=IN_THE_WORKS),
            ),
            models.UniqueConstraint(
                name="one_version_in_force",
                fields=("specification",),
                condition=Q(state__in=IN_FORCE),
            ),
            models.CheckConstraint(
                name="version_state_is_known", condition=Q(state__in=VersionState)
            ),
            models.CheckConstraint(
                name="first_version_follows_none",
                condition=Q(number=1, previous=None)
                | Q(number__gt=1, previous__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.specification}, version {self.number}"

    def text_of(self, heading: Heading | str) -> str:
        return getattr(self, Heading(heading).value)

    @property
    def texts(self) -> dict[str, str]:
        """Each heading's field with its text, in their order."""
        return {each.value: self.text_of(each) for each in Heading}


class VersionStep(models.Model):
    """A state that a version came to. Append-only, and in the chain of the record."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="steps")
    state = models.CharField(max_length=12, choices=VersionState)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.version}: {self.get_state_display()}"


class VersionWriter(models.Model):
    """Who wrote something of what a version says: text, criteria, products or papers,
    from when on. Append-only. Who wrote it does not sign it alone."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="writers")
    wrote_at = models.DateTimeField()
    wrote_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_writer_is_named_once", fields=("version", "wrote_by")
            ),
        )

    def __str__(self) -> str:
        return f"{self.wrote_by.user} wrote {self.version}"
