"""The record of a decision: a page, a PDF and a JSON file of one content."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from procurement.signoff.models import Round
from procurement.signoff.private import sees_private
from procurement.signoff.record_content import HOW_TO_CHECK, hash_of, record_of
from procurement.signoff.record_rows import chain_head
from procurement.signoff.record_summary import summary_of
from procurement.signoff.rules import why_not_record
from trusts.documents import pdf_response
from trusts.exports import OPEN_TO_MEMBERS, About, json_response
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def decision_record(request: TrustRequest, pk: int) -> HttpResponse:
    """Everything of a decision on one page, once its round is closed."""
    round_ = _round_or_404(request, pk)
    context: dict[str, Any] = {"round": round_, "version": round_.version}
    if why_not := why_not_record(round_):
        context["why_not"] = why_not
    else:
        context |= _recorded(round_, request)
    return render(request, "signoff/decision_record.html", context)


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def decision_record_paper(request: TrustRequest, pk: int) -> HttpResponse:
    """The same as a PDF."""
    round_ = _round_or_404(request, pk)
    if why_not_record(round_):
        return redirect("decision_record", pk)
    return pdf_response(
        request,
        "signoff/decision_record_paper.html",
        {"round": round_, **_recorded(round_, request)},
        name=f"record-of-decision-{pk}.pdf",
        about=_about(round_, request),
    )


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def decision_record_export(request: TrustRequest, pk: int) -> HttpResponse:
    """The same as a JSON file, which says how to check its hashes."""
    round_ = _round_or_404(request, pk)
    if why_not_record(round_):
        return redirect("decision_record", pk)
    recorded = _recorded(round_, request)
    content = {
        "sha256": recorded["sha256"],
        "chain_head": {
            "number": recorded["head"].number,
            "hash": recorded["head"].hash,
        },
        "how_to_check": HOW_TO_CHECK,
        "record": recorded["record"],
    }
    about = _about(round_, request)
    return json_response(f"record-of-decision-{pk}.json", content, about=about)


def _round_or_404(request: TrustRequest, pk: int) -> Round:
    return get_object_or_404(
        Round.objects.visible_to(request.member).select_related(
            "version__specification__chair__user",
            "version__specification__chair__organisation",
            "opened_by__user",
            "opened_by__organisation",
            "rule",
        ),
        pk=pk,
    )


def _recorded(round_: Round, request: TrustRequest) -> dict[str, Any]:
    """The record as far as this person reads it, its hash, and the end of the whole
    chain as it is now."""
    specification = round_.version.specification
    is_full = sees_private(specification, member=request.member)
    record = record_of(round_, is_full=is_full)
    return {
        "record": record,
        "summary": summary_of(record),
        "sha256": hash_of(record),
        "head": chain_head(),
    }


def _about(round_: Round, request: TrustRequest) -> About:
    return About(
        f"Record of the decision on {round_.version}",
        why="To show what was decided, by whom, on which text and how it was counted.",
        by=request.member,
        at=timezone.now(),
        organisation=None,
        definitions=(
            ("Link", "The number and hash of a row in the chain of the whole record"),
            ("SHA-256", "A fingerprint: another text has another one"),
        ),
        confidentiality=OPEN_TO_MEMBERS,
    )
