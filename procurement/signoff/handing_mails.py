"""Who is told that a specification has another chair."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from procurement.specifications.models import IN_THE_WORKS, HandingOn, Seat
from trusts.models import User


def handing_mails(handing: HandingOn, *, site: str) -> list[EmailMessage]:
    """One for the chair, the one before, who drafted what is in the works, and who is
    asked about it; none for who handed it on. `site` is scheme and host."""
    specification = handing.specification
    path = reverse("specification_detail", args=[specification.pk])
    text = render_to_string(
        "signoff/mail/handed_on.txt",
        {"handing": handing, "link": f"{site}{path}", "site_name": settings.SITE_NAME},
    )
    subject = " ".join(f"{specification}: another chair".split())
    return [EmailMessage(subject, text, to=[each]) for each in _addresses(handing)]


def _addresses(handing: HandingOn) -> list[str]:
    specification = handing.specification
    works = specification.versions.filter(state__in=IN_THE_WORKS)
    seats = Seat.objects.held().filter(specification=specification)
    concerned = {
        handing.from_chair.user_id,
        handing.to_chair.user_id,
        *works.values_list("drafted_by__user", flat=True),
        *seats.values_list("user", flat=True),
    }
    people = User.objects.filter(pk__in=concerned - {None}, is_active=True)
    others = people.exclude(pk=handing.handed_by.user_id)
    return list(others.order_by("pk").values_list("email", flat=True))
