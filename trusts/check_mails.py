"""Mails about the record itself: that it is not in order, and what its head is."""

from datetime import UTC, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone

from trusts.models import Head, Membership, RecordCheck
from trusts.roles import Role


def alarm_mails(check: RecordCheck) -> list[EmailMessage]:
    """One for each administrator who works now."""
    text = render_to_string(
        "trusts/mail/record_alarm.txt",
        {"check": check, "site_name": settings.SITE_NAME},
    )
    on = timezone.localdate(check.checked_at)
    told = Membership.objects.filter(
        role=Role.ADMINISTRATOR, user__is_active=True
    ).active(on=on)
    addresses = sorted({each.user.email for each in told.select_related("user")})
    subject = "The record is not in order"
    return [EmailMessage(subject, text, to=[each]) for each in addresses]


def head_mail(head: Head, *, address: str, at: datetime) -> EmailMessage:
    """The hash, how many links it speaks for, and when: to be kept."""
    text = render_to_string(
        "trusts/mail/record_head.txt",
        {
            "head": head,
            "moment": f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC",
            "site_name": settings.SITE_NAME,
        },
    )
    subject = " ".join(f"Head of the record of {settings.SITE_NAME}".split())
    return EmailMessage(subject, text, to=[address])
