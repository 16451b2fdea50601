"""The mails about access: what they say, and what came of sending one."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from smtplib import (
    SMTPConnectError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPServerDisconnected,
)

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from trusts import invitation_links
from trusts.models import LINK_DAYS, Failure, Invitation, RefusedAddress
from trusts.roles import Role

logger = logging.getLogger(__name__)

_FOR_GOOD = 500  # what a mail server answers below is worth another try


def invitation_mail(invitation: Invitation) -> EmailMessage:
    """Who invites, to what, as what, what that shows, the link, and until when."""
    token = invitation_links.token_of(invitation)
    text = render_to_string(
        "trusts/mail/invitation.txt",
        {
            "invitation": invitation,
            "inviter": invitation.invited_by and invitation.invited_by.user,
            "role": Role(invitation.role),
            "site_name": settings.SITE_NAME,
            "link": invitation.site + reverse("invitation_accept", args=[token]),
            "days": LINK_DAYS,
        },
    )
    return EmailMessage(
        f"You are invited to {settings.SITE_NAME}", text, to=[invitation.email]
    )


def send(message: EmailMessage) -> Failure | str:
    """Hand the message to the mail server; why it did not take it, or "". An address
    that is refused for good is noted until mail to it is taken."""
    failure = _hand_over(message)
    if failure == Failure.ADDRESS:
        RefusedAddress.objects.note(message.to)
    elif not failure:
        RefusedAddress.objects.forget(message.to)
    return failure


def refused_since(addresses: Iterable[str]) -> dict[str, datetime]:
    """Of these addresses those that no mail reaches, in lower case, with since when."""
    return RefusedAddress.objects.since(addresses)


def _hand_over(message: EmailMessage) -> Failure | str:
    try:
        message.send()
    except SMTPRecipientsRefused as refused:
        codes = [code for code, _ in refused.recipients.values()]
        is_for_good = all(code >= _FOR_GOOD for code in codes)
        return Failure.ADDRESS if is_for_good else Failure.REFUSED
    except (SMTPConnectError, SMTPServerDisconnected):
        return Failure.UNREACHABLE
    except SMTPException:
        return Failure.REFUSED
    except OSError:  # no connection, no name, no answer in time
        return Failure.UNREACHABLE
    return ""


def send_all(messages: list[EmailMessage]) -> list[str]:
    """Send them; the addresses that none went to. A server that is out of reach is not
    waited for again."""
    missed, is_down = [], False
    for message in messages:
        failure = Failure.UNREACHABLE if is_down else send(message)
        is_down = failure == Failure.UNREACHABLE
        if failure:
            missed.extend(message.to)
    return missed


def send_once[Due](
    found: Callable[[], Iterable[Due]],
    *,
    keep: Callable[[Due, Failure | str], bool],
    mail_of: Callable[[Due], EmailMessage],
    lock: int,
) -> int:
    """Send each mail that is due; how many went. One run at a time, by its `lock`.

    `keep` writes down that a mail went (""), or that its address is refused for good,
    which is not tried again; and says whether nobody had before. What the server does
    not take for now is as if nobody had tried. A server that is out of reach is not
    waited for again in this run.
    """
    sent = 0
    with _alone(lock) as is_alone:
        for each in found() if is_alone else ():
            message = mail_of(each)
            with transaction.atomic():
                if not keep(each, ""):
                    continue
                failure = send(message)
                if failure:
                    transaction.set_rollback(True)
            if failure == Failure.UNREACHABLE:
                break
            if failure == Failure.ADDRESS:
                keep(each, failure)
                RefusedAddress.objects.note(message.to)  # again: it was rolled back
                logger.error("%s was refused for good: %s", message.to, message.subject)
            sent += not failure
    return sent


@contextmanager
def _alone(lock: int) -> Iterator[bool]:
    """Whether nobody else holds the lock; held outside of any transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock])
        is_alone = cursor.fetchone()[0]
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])
