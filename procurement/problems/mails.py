"""What everybody of a specification is told, and what they are to do."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from procurement.problems.told import Due


def mail_of(due: Due) -> EmailMessage:
    """What happened, what it means and what to do, with the page that shows it."""
    version = due.version
    specification = version.specification
    seat = specification.seats.exclude(site="").order_by("pk").first()
    page = reverse("specification_detail", args=[specification.pk])
    text = render_to_string(
        "problems/mail/told.txt",
        {
            "due": due,
            "version": version,
            "specification": specification,
            "in_force": specification.versions.in_force().first(),
            "chair": specification.chair if due.has_chair else None,
            "link": f"{seat.site}{page}" if seat else "",
            "site_name": settings.SITE_NAME,
        },
    )
    return EmailMessage(_subject(due), text, to=[due.member.user.email])


def _subject(due: Due) -> str:
    if due.cause is not None:
        what = due.cause.get_kind_display()
    elif due.step is not None and due.step.state == "ADOPTED":
        what = "It stands"
    else:
        assert due.step
        what = due.step.get_state_display()
    return " ".join(f"{what}: {due.version}".split())
