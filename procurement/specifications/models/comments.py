"""What was said about a version, and what became of it."""

from django.db import models
from django.db.models import Q

from procurement.specifications.models.contents import Criterion, OfVersionQuerySet
from procurement.specifications.models.versions import Heading, Version
from trusts.models import Membership, Organisation


class Comment(models.Model):
    """Somebody's comment on a paragraph, a criterion, or the whole. Append-only.

    `paragraph` counts from 1 inside the heading; `quoted` is the paragraph, or the
    criterion, as it stood. `organisation` is whose clinician said it.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="comments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    heading = models.CharField(max_length=19, choices=Heading, blank=True)
    paragraph = models.PositiveSmallIntegerField(null=True)
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, null=True, related_name="comments"
    )
    quoted = models.TextField(blank=True)
    text = models.TextField()
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="comment_is_about_one_place",
                condition=Q(heading="", paragraph=None)
                | Q(heading__in=Heading, paragraph__gte=1, criterion=None),
            ),
            models.CheckConstraint(
                name="comment_says_something", condition=~Q(text="")
            ),
        )
        indexes = (
            models.Index(fields=("version", "-said_at", "-id"), name="comment_newest"),
            models.Index(fields=("said_by", "-said_at"), name="comment_of_member"),
        )

    def __str__(self) -> str:
        return self.text


class NothingToAdd(models.Model):
    """Somebody who is asked read a version in consultation and has nothing to add: an
    answer, and no approval. Append-only; a comment of theirs stands in its place."""

    version = models.ForeignKey(
        Version, models.PROTECT, related_name="with_nothing_to_add"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="nothing_to_add_is_said_once", fields=("version", "said_by")
            ),
        )

    def __str__(self) -> str:
        return f"{self.said_by.user} read {self.version}"


class Outcome(models.TextChoices):
    """What became of a comment."""

    CHANGED = "CHANGED", "We changed it"
    CHANGES_NEXT = "CHANGES_NEXT", "The next version changes it"
    EXPLAINED = "EXPLAINED", "It stays, and here is why"
    CARRIED = "CARRIED", "Open, and carried on with a reason"


class Answer(models.Model):
    """The answer to a comment, by name. Append-only; the newest counts."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="answers")
    outcome = models.CharField(max_length=12, choices=Outcome)
    text = models.TextField()
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="answer_says_something",
                condition=~Q(text="") & Q(outcome__in=Outcome),
            ),
        )
        indexes = (
            models.Index(fields=("comment", "-answered_at"), name="answer_newest"),
        )

    def __str__(self) -> str:
        return self.text
