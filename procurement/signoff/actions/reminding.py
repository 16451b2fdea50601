"""Reminding of decisions, and putting under review what is due for it."""

from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from procurement.signoff.models import Reminder
from procurement.signoff.reminding import (
    Due,
    due_reminders,
    is_at_work,
    is_quiet,
    to_review,
)
from procurement.specifications.actions import locked, put_under_review
from procurement.specifications.models import Version, VersionState
from trusts import mails
from trusts.models import Failure

REVIEW_HAS_COME = "The review date has come."
_LOCK = 7_804  # whoever reminds does so alone


def review_what_is_due(*, at: datetime) -> list[Version]:
    """Put under review what has come to its date; what somebody else moved meanwhile
    stays."""
    return [each for each in to_review(on=timezone.localdate(at)) if _review(each, at)]


@transaction.atomic
def _review(version: Version, at: datetime) -> bool:
    if locked(version).state != VersionState.ADOPTED:
        return False
    put_under_review(version, reason=REVIEW_HAS_COME, by=None, at=at)
    return True


def remind(*, at: datetime) -> int:
    """Send what is due, each mail once; how many went. At night and at weekends none:
    what is due then goes on the next working day."""
    if is_quiet(at):
        return 0

    def keep(due: Due, failure: Failure | str) -> bool:
        return Reminder.objects.get_or_create(
            version=due.version,
            member=due.member,
            kind=due.kind,
            due_on=due.due_on,
            defaults={"told_at": at, "failure": failure},
        )[1]

    return mails.send_once(
        lambda: due_reminders(at=at),
        keep=keep,
        mail_of=lambda due: reminder_mail(due, on=timezone.localdate(at)),
        lock=_LOCK,
    )


def reminder_mail(due: Due, *, on: date) -> EmailMessage:
    version = due.version
    seat = version.specification.seats.exclude(site="").order_by("pk").first()
    page = reverse("version_detail", args=[version.specification_id, version.number])
    text = render_to_string(
        "signoff/mail/reminder.txt",
        {
            "due": due,
            "version": version,
            "has_chair": is_at_work(version.specification.chair, on=on),
            "link": f"{seat.site}{page}" if seat else "",
            "site_name": settings.SITE_NAME,
        },
    )
    subject = f"{version.specification.name}: {due.kind.label}"
    return EmailMessage(" ".join(subject.split()), text, to=[due.member.user.email])
