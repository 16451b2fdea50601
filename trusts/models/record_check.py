"""What the nightly look along the record found, and where its head was sent."""

from typing import Self

from django.db import models

from trusts.models.invitation import Failure
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


class RecordAlarm(models.Model):
    """A mail to somebody, that a check found the record not in order; `failure` says
    why the mail server will never take it. Append-only, so that nobody is told twice.
    Not in the chain, whose end nobody holds while they talk to a mail server."""

    about = models.ForeignKey(RecordCheck, models.PROTECT, related_name="alarms")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    failure = models.CharField(max_length=12, choices=Failure, blank=True)

    objects = CheckedQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="nobody_is_told_twice_of_a_check", fields=("about", "member")
            ),
        )

    def __str__(self) -> str:
        return f"{self.member} of {self.about}"


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
