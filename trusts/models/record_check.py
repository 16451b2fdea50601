"""What the nightly look along the record found, and where its head was sent."""

from typing import Self

from django.db import models

from trusts.models.membership import Membership
from trusts.permissions import Permission


class CheckedQuerySet[Row: models.Model](models.QuerySet[Row]):
    def visible_to(self, member: Membership) -> Self:
        """Who looks after access and who checks the record; it names no trust."""
        return self if member.may(Permission.RECORD_CHECKS_VIEW) else self.none()


class RecordCheck(models.Model):
    """The whole chain and every row it speaks of, gone along once. Append-only, and in
    the chain. `head` is the newest link there was, as HASH/NUMBER; `findings` are
    sentences; `late` is how many events had waited for their seal too long."""

    checked_at = models.DateTimeField()
    links = models.PositiveBigIntegerField()
    events = models.PositiveBigIntegerField()
    late = models.PositiveBigIntegerField()
    head = models.CharField(max_length=90, blank=True)
    findings = models.JSONField(default=list)

    objects = CheckedQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("-checked_at", "-id"), name="record_check_newest"),
        )

    def __str__(self) -> str:
        what = "in order" if self.is_in_order else "not in order"
        return f"The record was {what} at {self.checked_at:%Y-%m-%d %H:%M} UTC"

    @property
    def is_in_order(self) -> bool:
        return not self.findings


class HeadMail(models.Model):
    """The head of the chain as it was mailed out of the house. Append-only, and in the
    chain: who holds the mail can say whether what came before it is still there."""

    sent_at = models.DateTimeField()
    sent_to = models.EmailField()
    head = models.CharField(max_length=90)

    objects = CheckedQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("-sent_at",), name="head_mail_newest"),)

    def __str__(self) -> str:
        return f"{self.head} to {self.sent_to}"
