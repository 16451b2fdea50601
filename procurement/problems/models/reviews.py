"""Why a version is looked at again, and who was told of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from catalogue.products.models import Product
from procurement.problems.models.notices import SafetyNotice
from procurement.problems.models.problems import ProductProblem
from procurement.specifications.models import (
    IN_FORCE,
    OfVersionQuerySet,
    Version,
    VersionStep,
)
from trusts.models import Failure, Membership


class CauseKind(models.TextChoices):
    HARM = "HARM", "Serious harm"
    SEVERAL = "SEVERAL", "Several problems within a month"
    NOTICE = "NOTICE", "Safety notice"


class ReviewCause(models.Model):
    """What calls for looking at a version again, once each. Append-only, in the chain.

    `problem` is the one that brought it about, and `problems` are the numbers of all
    that led to it. `step` is the step by which the version came under review; None
    where it stood under review, or was suspended, already, or was in force no more.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="review_causes")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=CauseKind)
    says = models.TextField()
    problem = models.ForeignKey(
        ProductProblem, models.PROTECT, null=True, related_name="causes"
    )
    problems = ArrayField(models.BigIntegerField(), default=list, blank=True)
    notice = models.ForeignKey(
        SafetyNotice, models.PROTECT, null=True, related_name="causes"
    )
    step = models.OneToOneField(
        VersionStep, models.PROTECT, null=True, related_name="review_cause"
    )
    noted_at = models.DateTimeField()

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_problem_calls_once_for_a_review", fields=("version", "problem")
            ),
            models.UniqueConstraint(
                name="a_notice_calls_once_for_a_review", fields=("version", "notice")
            ),
            models.CheckConstraint(
                name="a_review_has_one_cause",
                condition=Q(kind="NOTICE", problem=None, notice__isnull=False)
                | Q(kind__in=("HARM", "SEVERAL"), problem__isnull=False, notice=None),
            ),
        )
        indexes = (models.Index(fields=("noted_at",), name="cause_newest"),)

    def __str__(self) -> str:
        return self.says

    @property
    def was_in_force(self) -> bool:
        """Whether trusts bought by the version when it was noted."""
        return self.version.state in IN_FORCE or self.noted_at <= self.version.moved_at


class Telling(models.Model):
    """A mail that went to somebody, or by `failure` never will: of a cause, or of a
    step that a version took. Append-only, so that nobody is told twice."""

    member = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    cause = models.ForeignKey(
        ReviewCause, models.PROTECT, null=True, related_name="tellings"
    )
    step = models.ForeignKey(VersionStep, models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField()
    failure = models.CharField(max_length=12, choices=Failure, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="nobody_is_told_twice_of_a_cause", fields=("cause", "member")
            ),
            models.UniqueConstraint(
                name="nobody_is_told_twice_of_a_step", fields=("step", "member")
            ),
            models.CheckConstraint(
                name="a_telling_is_of_one_thing",
                condition=Q(cause=None, step__isnull=False)
                | Q(cause__isnull=False, step=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.member} of {self.cause or self.step}"
