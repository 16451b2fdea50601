"""Where a demonstration's mails go: into a table, to be read on a page."""

from collections.abc import Sequence
from datetime import datetime

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from procurement.demonstration.models import Mail
from trusts.paging import Order

MOST_MAILS = 500  # kept; the oldest go first


def _read_moment(text: str) -> datetime:
    moment = parse_datetime(text)
    if moment is None or moment.tzinfo is None:
        raise ValueError(text[:50])
    return moment


NEWEST_FIRST = Order("sent_at", descending=True, read=_read_moment)


class Mailbox(BaseEmailBackend):
    """Django's way of sending: keeps each mail and sends none."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            keep(message, at=timezone.now())
        return len(email_messages)


def keep(message: EmailMessage, *, at: datetime) -> Mail:
    """Keep one mail; the oldest go when there are too many."""
    mail = Mail.objects.create(
        sent_at=at,
        sender=message.from_email,
        recipients=", ".join(message.recipients()),
        subject=str(message.subject),
        text=str(message.body),
    )
    Mail.objects.filter(pk__lte=mail.pk - MOST_MAILS).delete()
    return mail


def mails() -> QuerySet[Mail]:
    """Every mail that is kept: nobody's, for it is all invented."""
    return Mail.objects.all()
