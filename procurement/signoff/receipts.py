"""The receipt of a signature, as it is mailed to who signed."""

from datetime import UTC

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from procurement.signoff.models import Decision, ObjectionAct, ObjectionStep
from procurement.ui.figures import moment_long


def clock_of(decision: Decision) -> ObjectionStep | None:
    """What an objection set going: who owes an answer, and until when."""
    steps = decision.steps.filter(act=ObjectionAct.OWNED)
    return steps.select_related("owner__user").order_by("taken_at", "pk").first()


def facts_of(decision: Decision) -> list[tuple[str, str]]:
    """What else the receipt says: for whom, when, under which number."""
    moment = decision.decided_at
    return [
        (
            "Signed as",
            f"{decision.signer_name}, {decision.get_signer_kind_display().lower()}, "
            f"{decision.organisation.name}",
        ),
        ("Declared", str(decision.declaration)),
        ("Confirmed by", decision.get_proof_display()),
        (
            "When",
            f"{moment_long(timezone.localtime(moment))} "
            f"({moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC)",
        ),
        ("Number", str(decision.pk)),
    ]


def receipt_mail(decision: Decision, *, site: str) -> EmailMessage:
    """What was signed, on which text, under which number; `site` is scheme and host."""
    path = reverse("decision_receipt", args=[decision.pk])
    text = render_to_string(
        "signoff/mail/receipt.txt",
        {
            "decision": decision,
            "version": decision.round.version,
            "clock": clock_of(decision),
            "facts": facts_of(decision),
            "link": f"{site}{path}",
            "site_name": settings.SITE_NAME,
        },
    )
    name = decision.round.version.specification.name
    subject = " ".join(f"Receipt {decision.pk}: your decision on {name}".split())
    return EmailMessage(subject, text, to=[decision.signer_email])
