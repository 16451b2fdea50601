"""What a clinician is told who is asked about a specification."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from procurement.specifications.landing import page_of
from procurement.specifications.models import Seat


def seat_mail(seat: Seat) -> EmailMessage:
    """Who asks, about what, as what, and the link to read it."""
    text = render_to_string(
        "specifications/mail/seat.txt",
        {
            "seat": seat,
            "asks": seat.invited_by.user if seat.invited_by else None,
            "site_name": settings.SITE_NAME,
            "link": seat.site + page_of(seat.specification),
        },
    )
    subject = f"You are asked about {seat.specification.name}"
    return EmailMessage(" ".join(subject.split()), text, to=[seat.user.email])
