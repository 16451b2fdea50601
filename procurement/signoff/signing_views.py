"""Pages of signing: declare, decide, confirm that it is you, receipt.

The hash of what was on the screen goes along from page to page, and is signed.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from procurement.signoff import actions, drafts, rules, showing
from procurement.signoff.actions import ANSWER_DAYS
from procurement.signoff.models import OBJECTIONS, Decision, Round
from procurement.signoff.reading_page import Standing, standing_of
from procurement.signoff.receipts import clock_of, facts_of
from procurement.signoff.signing import Signing, sign_now
from procurement.signoff.signing_forms import (
    KINDS_OF,
    DecisionForm,
    DeclarationForm,
    as_decided,
)
from trusts import proving
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires
from trusts.rules import Refused
from trusts.working_days import working_day_after


@require_http_methods(["GET", "POST"])
@requires(Permission.SIGN_OFF)
def decision_declare(request: TrustRequest, pk: int) -> HttpResponse:
    """Say whether there is an interest, before anything else."""
    standing = _standing_or_404(request, pk)
    shown = request.POST.get("shown") or request.GET.get("shown", "")
    known = DeclarationForm.as_declared(standing.declaration)
    form = DeclarationForm(request.POST or None, initial={"shown": shown, **known})
    if not standing.why_not and form.is_valid() and _declared(standing, form, request):
        return redirect(_url("decision_sign", pk, shown))
    return render(
        request,
        "signoff/decision_declare.html",
        {**_context(standing), "form": form, "shown": shown},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.SIGN_OFF)
def decision_sign(request: TrustRequest, pk: int) -> HttpResponse:
    """Decide, on the text with the hash that stands in the address."""
    standing, draft = _standing_or_404(request, pk), drafts.kept(request.session, pk)
    shown = request.GET.get("shown") or (draft.shown if draft else "")
    if not standing.why_not and not showing.is_known(standing.round.version, shown):
        return redirect(_reading(standing.round, "decide"))
    if not standing.why_not and standing.declaration is None:
        return redirect(_url("decision_declare", pk, shown))
    form = DecisionForm(
        request.POST or None,
        initial=draft.said if draft else as_decided(standing.decision),
        left_out=(not_offered := _not_offered(standing)),
    )
    differs = showing.since(standing.round.version, shown)
    if differs is None and form.is_valid() and _may_decide(standing, form, request):
        drafts.keep(request.session, pk, shown=shown, said=form.cleaned_data)
        return redirect("decision_confirm", pk)
    context = {
        **_context(standing),
        "form": form,
        "shown": shown,
        "differs": differs,
        "now_shown": standing.round.text.sha256,
        "answer_by": _answer_by(),
        "not_offered": dict.fromkeys(not_offered.values()),  # each reason once
    }
    status = 422 if form.errors or (differs and request.POST) else 200
    return render(request, "signoff/decision_sign.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.SIGN_OFF)
def decision_confirm(request: TrustRequest, pk: int) -> HttpResponse:
    """Confirm that it is you: what is confirmed is signed in the same moment."""
    standing = _standing_or_404(request, pk)
    draft = drafts.kept(request.session, pk)
    if draft is None:
        if standing.decision is not None:
            return redirect("decision_receipt", standing.decision.pk)
        return redirect(_reading(standing.round, "decide"))
    signing = Signing(standing.round, standing.seat, draft, request, timezone.now())
    if request.method == "POST":
        decision = sign_now(signing)
        if decision is not None:
            return redirect("decision_receipt", decision.pk)
    context = {
        **_context(standing),
        **signing.context(),
        "answer_by": _answer_by() if draft.signed.kind in OBJECTIONS else None,
    }
    status = 422 if signing.form.errors else 200
    return render(request, "signoff/decision_confirm.html", context, status=status)


@require_safe
@requires(Permission.SIGN_OFF)
def decision_prove(request: TrustRequest, pk: int) -> HttpResponse:
    """To the provider of single sign-on, and back to the decision that waits."""
    standing = _standing_or_404(request, pk)
    draft = drafts.kept(request.session, pk)
    if draft is None or not proving.ways_of(request.user).provider:
        return redirect("decision_confirm", pk)
    back = reverse("decision_confirm", args=[standing.round.pk])
    return proving.ask_provider(request, draft.act, back=back, at=timezone.now())


@require_safe
@requires(Permission.SIGN_OFF)
def decision_receipt(request: TrustRequest, pk: int) -> HttpResponse:
    """What was signed, for who signed it."""
    decision = get_object_or_404(
        Decision.objects.visible_to(request.member).select_related(
            "round__version__specification", "declaration", "text", "organisation"
        ),
        pk=pk,
        seat__user=request.user,
    )
    context = {
        "decision": decision,
        "version": decision.round.version,
        "round": decision.round,
        "clock": clock_of(decision),
        "rows": facts_of(decision),
        "later": Decision.objects.visible_to(request.member)
        .filter(supersedes=decision)
        .first(),
    }
    return render(request, "signoff/decision_receipt.html", context)


def _standing_or_404(request: TrustRequest, pk: int) -> Standing:
    round_ = get_object_or_404(
        Round.objects.visible_to(request.member).select_related(
            "version__specification__chair__user", "version__previous"
        ),
        pk=pk,
    )
    return standing_of(round_, member=request.member, at=timezone.now())


def _declared(standing: Standing, form: DeclarationForm, request: TrustRequest) -> bool:
    if standing.seat is None:
        return False
    try:
        actions.declare(
            standing.round,
            standing.seat,
            **form.declared,
            by=request.member,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _not_offered(standing: Standing) -> dict[str, str]:
    """The choices that are not for that seat to take, each with why."""
    if standing.seat is None:
        return {}
    why_not = {
        choice: rules.why_not_kind(standing.round, standing.seat, kind)
        for choice, kind in KINDS_OF.items()
    }
    return {choice: reason for choice, reason in why_not.items() if reason}


def _may_decide(standing: Standing, form: DecisionForm, request: TrustRequest) -> bool:
    """Whether that decision is theirs to take; the form says why it is not."""
    if standing.why_not or standing.seat is None:
        return False
    text = standing.round.text
    reason = rules.why_not_sign(
        standing.round,
        standing.seat,
        form.signed.kind,
        text=text,
        shown=text.sha256,
        by=request.member,
        on=timezone.localdate(),
    )
    if reason:
        form.add_error("choice", reason)
    return not reason


def _context(standing: Standing) -> dict[str, Any]:
    version = standing.round.version
    return {
        "standing": standing,
        "round": standing.round,
        "version": version,
        "specification": version.specification,
        "why_not": standing.why_not,
    }


def _url(name: str, pk: int, shown: str) -> str:
    return f"{reverse(name, args=[pk])}?{urlencode({'shown': shown})}"


def _reading(round_: Round, anchor: str) -> str:
    version = round_.version
    page = reverse("version_detail", args=[version.specification_id, version.number])
    return f"{page}#{anchor}"


def _answer_by() -> Any:
    """By when an objection that is made today is to be answered."""
    return working_day_after(timezone.localdate(), ANSWER_DAYS)
