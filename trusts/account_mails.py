"""Mails about signing in, in plain text, each from a subject and a message template."""

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def mail(template: str, *, to: str, context: dict[str, Any]) -> EmailMessage:
    """The mail of `<template>_subject.txt` and `<template>_message.txt`."""
    context = {"site_name": settings.SITE_NAME, "email": to} | context
    subject = render_to_string(f"{template}_subject.txt", context)
    text = render_to_string(f"{template}_message.txt", context)
    return EmailMessage(" ".join(subject.split()), text.strip() + "\n", to=[to])


def send(template: str, *, to: str, context: dict[str, Any]) -> bool:
    """Send a mail; say whether the mail server took it. Why not is in the log."""
    try:
        mail(template, to=to, context=context).send()
    except (SMTPException, OSError):  # refused; no connection, no answer in time
        logger.exception("The mail %s was not sent.", template)
        return False
    return True
