"""What a trust is told when a preview opens: no figure, of its own or of others."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from procurement.league.models import PreviewNotice


def preview_mail(notice: PreviewNotice, *, to: list[str]) -> EmailMessage:
    release = notice.release
    text = render_to_string(
        "league/mail/preview.txt",
        {
            "release": release,
            "trust": notice.organisation,
            "site_name": settings.SITE_NAME,
        },
    )
    last = f"{release.preview_ends_on:%-d %B %Y}"
    return EmailMessage(f"League table in preview until {last}", text, to=to)
