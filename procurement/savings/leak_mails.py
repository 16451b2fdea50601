"""What the owner of a part is told of leakage. It names the trust's own parts only."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from procurement.savings.models import LeakNotice


def leak_mail(notices: Sequence[LeakNotice], *, to: list[str]) -> EmailMessage:
    """The parts' months with what was paid above the agreed price in each."""
    total = sum(notice.leakage for notice in notices)
    text = render_to_string(
        "savings/mail/leakage.txt",
        {"notices": notices, "total": total, "site_name": settings.SITE_NAME},
    )
    return EmailMessage("Still bought above the agreed price", text, to=to)
