"""The moment of signing: one request carries the decision, the hash and the proof."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages

from procurement.signoff import actions, drafts, showing
from procurement.signoff.drafts import Draft
from procurement.signoff.models import (
    Decision,
    DecisionKind,
    Proof,
    ReasonClass,
    Round,
)
from procurement.signoff.queries import still_standing
from procurement.signoff.receipts import receipt_mail
from procurement.specifications.models import Seat
from trusts import mails, proving
from trusts.forms.proof import NOT_THIS_KEY, ProofForm
from trusts.http import TrustRequest
from trusts.rules import Refused


@dataclass
class Signing:
    """What waits to be signed, and the form that confirms who signs it."""

    round: Round
    seat: Seat | None
    draft: Draft
    request: TrustRequest
    at: datetime
    form: ProofForm = field(init=False)

    def __post_init__(self) -> None:
        data = self.request.POST if self.request.method == "POST" else None
        self.is_vouched = proving.is_vouched(self.request, self.draft.act, at=self.at)
        self.form = ProofForm(
            data,
            request=self.request,
            is_vouched=self.is_vouched,
            initial={"act": self.draft.act},
        )

    def context(self) -> dict[str, Any]:
        """What the page shows. A passkey gets a new challenge each time."""
        ways, signed = self.form.ways, self.draft.signed
        return {
            "form": self.form,
            "draft": self.draft,
            "signed": signed,
            "kind_words": DecisionKind(signed.kind).label,
            "reason_words": signed.reason_class
            and ReasonClass(signed.reason_class).label,
            "rows": self._rows(),
            "single_sign_on_name": settings.OIDC_NAME,
            "ways": ways,
            "is_vouched": self.is_vouched,
            "differs": showing.since(self.round.version, self.draft.shown),
            "challenge": {
                "request_options": proving.challenge(
                    self.request, self.draft.act, at=self.at
                )
            }
            if ways.passkey and not self.is_vouched
            else None,
        }

    def _rows(self) -> list[tuple[str, str]]:
        """For whom, and on which text."""
        if self.seat is None:
            return []
        kind = self.seat.get_kind_display().lower()
        return [
            ("You sign as", f"{kind}, {self.seat.organisation.name}"),
            ("Text", f"SHA-256 {self.draft.shown[:16]}…"),
        ]


def sign_now(signing: Signing) -> Decision | None:
    """Sign what waits; None where the form now says why it was not signed. Twice at the
    same moment is once."""
    if not _is_proven(signing):
        return _signed_just_now(signing)
    try:
        decision = _sign(signing)
    except Refused as refusal:
        signing.form.add_error(None, str(refusal))
        return None
    drafts.drop(signing.request.session, signing.round.pk)
    if decision.decided_at == signing.at:
        _send_receipt(signing.request, decision)
    return decision


def _is_proven(signing: Signing) -> bool:
    """Whether the request proves who signs, for exactly what waits."""
    form, act = signing.form, signing.draft.act
    request, at = signing.request, signing.at
    is_challenged = proving.is_challenged(request, act, at=at)
    if not form.is_valid():
        return False
    if form.proof == "PASSKEY" and not is_challenged:
        form.add_error(None, NOT_THIS_KEY)
        return False
    if form.proof == "PROVIDER":
        return proving.is_vouched(request, act, at=at, is_used=True)
    return True


def _sign(signing: Signing) -> Decision:
    if signing.seat is None:
        raise Refused("You are not asked to sign this with the role that you use now.")
    return actions.sign(
        signing.round,
        signing.seat,
        signing.draft.signed,
        shown=signing.draft.shown,
        proof=Proof(signing.form.proof),
        by=signing.request.member,
        at=signing.at,
    )


def _signed_just_now(signing: Signing) -> Decision | None:
    """What the first of two taps signed, where the second came with a proof that the
    first had used up."""
    decision = still_standing(
        Decision.objects.filter(
            round=signing.round, seat=signing.seat, superseded_by=None
        )
    ).first()
    is_this = decision is not None and actions.is_same(decision, signing.draft.signed)
    if decision is None or not is_this or decision.text.sha256 != signing.draft.shown:
        return None
    drafts.drop(signing.request.session, signing.round.pk)
    return decision


def _send_receipt(request: TrustRequest, decision: Decision) -> None:
    """Mail the receipt; one that does not go out is said, and undoes nothing."""
    site = f"{request.scheme}://{request.get_host()}"
    if mails.send(receipt_mail(decision, site=site)):
        messages.warning(
            request,
            "It is signed. The receipt could not be sent by e-mail: print this page.",
        )
