"""Telling who signed, and who was asked to, how it was counted."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse

from procurement.signoff.models import Decision, RoundCount
from trusts.models import User


def outcome_mails(count: RoundCount, *, site: str) -> list[EmailMessage]:
    """One for each person who signed or has a seat, and not for who counted; `site` is
    scheme and host."""
    version = count.round.version
    text = render_to_string(
        "signoff/mail/outcome.txt",
        {
            "count": count,
            "version": version,
            "link": f"{site}{reverse('decision_record', args=[count.round_id])}",
            "site_name": settings.SITE_NAME,
        },
    )
    subject = " ".join(f"{count.get_outcome_display()}: {version}".split())
    return [EmailMessage(subject, text, to=[each]) for each in _addresses(count)]


def _addresses(count: RoundCount) -> list[str]:
    seats = count.round.version.specification.seats.held()
    signed = Decision.objects.filter(round=count.round)
    concerned = User.objects.filter(
        Q(pk__in=seats.values("user")) | Q(pk__in=signed.values("seat__user")),
        is_active=True,
    ).exclude(pk=count.counted_by.user_id)
    return list(concerned.order_by("pk").values_list("email", flat=True))
