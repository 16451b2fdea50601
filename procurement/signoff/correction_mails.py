"""Telling who has signed that some words were corrected."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from procurement.signoff.models import Correction
from procurement.signoff.queries import standing_decisions


def tell_signers(correction: Correction, *, site: str) -> None:
    """Mail everybody who has signed before it, once what was done is kept; `site` is
    scheme and host."""
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
    addresses = list(signed.values_list("signer_email", flat=True).distinct())

    def send() -> None:
        for address in addresses:
            send_mail(subject, text, None, [address])

    transaction.on_commit(send)
