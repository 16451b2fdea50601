"""What people are told of an adoption."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from procurement.adoption import rules
from procurement.adoption.models import NoticeKind
from procurement.adoption.noticing import Due

_NAMES = {NoticeKind.GO_LIVE_14: "go_live", NoticeKind.GO_LIVE_3: "go_live"}


def notice_mail(due: Due) -> EmailMessage:
    """What happened or comes, and what to do now."""
    adoption = due.adoption
    specification = adoption.version.specification
    seat = specification.seats.exclude(site="").order_by("pk").first()
    page = reverse("adoption_detail", args=[adoption.pk])
    text = render_to_string(
        f"adoption/mail/{_NAMES.get(due.kind, due.kind.lower())}.txt",
        {
            "due": due,
            "open": rules.still_open(adoption),
            "adoption": adoption,
            "version": adoption.version,
            "link": f"{seat.site}{page}" if seat else "",
            "site_name": settings.SITE_NAME,
        },
    )
    subject = f"{specification.name}: {due.kind.label}"
    return EmailMessage(" ".join(subject.split()), text, to=[due.member.user.email])
