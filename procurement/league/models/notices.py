"""Who was told that a preview is open."""

from django.db import models
from django.db.models import Q

from procurement.league.models.releases import Release
from trusts.models import Failure, Organisation


class PreviewNotice(models.Model):
    """A trust whose figures stand in a preview is told of it once, by one mail to its
    leads and finance. `sent_at` is empty while the mail waits; `sent_to` are the
    addresses it went to."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="preview_notices")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    noticed_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=12, choices=Failure, blank=True)
    sent_at = models.DateTimeField(null=True)
    sent_to = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_preview_notice_a_trust", fields=("release", "organisation")
            ),
            models.CheckConstraint(
                name="sent_preview_notices_say_to_whom",
                condition=Q(sent_at=None) ^ ~Q(sent_to=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} of release {self.release_id}"
