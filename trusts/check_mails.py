"""Mails about the record itself: that it is not in order, and what its head is."""

from datetime import UTC, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from trusts.models import Head
from trusts.watching import Due


def alarm_mail(due: Due) -> EmailMessage:
    """What was found, and what to do now."""
    text = render_to_string(
        "trusts/mail/record_alarm.txt",
        {"check": due.check, "site_name": settings.SITE_NAME},
    )
    subject = "The record is not in order"
    return EmailMessage(subject, text, to=[due.member.user.email])


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
