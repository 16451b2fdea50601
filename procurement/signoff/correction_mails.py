"""Telling who has signed that some words were corrected."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from procurement.signoff.models import Correction
from procurement.signoff.queries import standing_decisions


def correction_mails(correction: Correction, *, site: str) -> list[EmailMessage]:
    """One for everybody who has signed before it; `site` is scheme and host."""
    version = correction.round.version
    path = reverse("version_detail", args=[version.specification_id, version.number])
    text = render_to_string(
        "signoff/mail/corrected.txt",
        {
            "correction": correction,
            "version": version,
            "link": f"{site}{path}",
            "site_name": settings.SITE_NAME,
        },
    )
    subject = " ".join(f"Corrected: {version}".split())
    signed = standing_decisions(correction.round).filter(
        decided_at__lte=correction.ruled_at
    )
    addresses = signed.values_list("signer_email", flat=True).distinct()
    return [EmailMessage(subject, text, to=[each]) for each in addresses]
