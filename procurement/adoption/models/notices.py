"""Who was told what about an adoption. Rows are added only: nobody is told twice."""

from django.db import models

from procurement.adoption.models.adoptions import Adoption, by
from trusts.models import Failure


class NoticeKind(models.TextChoices):
    GO_LIVE_14 = "GO_LIVE_14", "It goes live in two weeks"
    GO_LIVE_3 = "GO_LIVE_3", "It goes live in a few days"
    EXEMPTION_ENDS = "EXEMPTION_ENDS", "The exemption ends soon"
    EXEMPTION_OVER = "EXEMPTION_OVER", "The exemption is over"
    STOPPED = "STOPPED", "The standard is not bought by for now, or any more"


class AdoptionNotice(models.Model):
    """A mail that went, or by `failure` never will; `due_on` is the day it was about.
    Append-only."""

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="notices")
    member = by()
    kind = models.CharField(max_length=14, choices=NoticeKind)
    due_on = models.DateField()
    told_at = models.DateTimeField()
    failure = models.CharField(max_length=12, choices=Failure, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="told_of_an_adoption_once",
                fields=("adoption", "member", "kind", "due_on"),
            ),
            models.CheckConstraint(
                name="adoption_notice_is_known", condition=models.Q(kind__in=NoticeKind)
            ),
        )

    def __str__(self) -> str:
        return f"{self.member}: {self.get_kind_display()}"
