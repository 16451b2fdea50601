"""The mails about access: what they say, and what came of sending one."""

from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from trusts import invitation_links
from trusts.models import LINK_DAYS, Failure, Invitation
from trusts.roles import Role


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
    """Hand the message to the mail server; why it did not take it, or ""."""
    try:
        message.send()
    except SMTPRecipientsRefused:
        return Failure.ADDRESS
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
