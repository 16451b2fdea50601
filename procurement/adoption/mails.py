"""What people are told of an adoption."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from procurement.adoption.noticing import Due


def notice_mail(due: Due) -> EmailMessage:
    """What happened, and what to do now."""
    adoption = due.adoption
    specification = adoption.version.specification
    seat = specification.seats.exclude(site="").order_by("pk").first()
    page = reverse("adoption_detail", args=[adoption.pk])
    text = render_to_string(
        f"adoption/mail/{due.kind.lower()}.txt",
        {
            "due": due,
            "adoption": adoption,
            "version": adoption.version,
            "link": f"{seat.site}{page}" if seat else "",
            "site_name": settings.SITE_NAME,
        },
    )
    subject = f"{specification.name}: {due.kind.label}"
    return EmailMessage(" ".join(subject.split()), text, to=[due.member.user.email])
