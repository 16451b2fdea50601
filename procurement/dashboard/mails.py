"""What a trust is told of months that wait. It names the trust's own months only."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from trusts.models import Membership, Organisation


def reminder_mail(
    trust: Organisation, months: Sequence[date], *, by: Membership, to: list[str]
) -> EmailMessage:
    text = render_to_string(
        "dashboard/mail/reminder.txt",
        {
            "trust": trust,
            "months": months,
            "sender": by.user,
            "site_name": settings.SITE_NAME,
        },
    )
    return EmailMessage(f"Savings of {trust.name} wait for finance", text, to=to)
