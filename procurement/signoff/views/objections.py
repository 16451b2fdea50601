"""An objection: what was said and done about it, and what is done next."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from procurement.signoff.models import OBJECTIONS, Decision
from procurement.signoff.objection_acts import BY_NAME
from procurement.signoff.objection_mails import objection_mails
from procurement.signoff.objections import acts_for, clock_now, steps_of
from procurement.ui.figures import moment_long
from trusts import mails
from trusts.answering import is_done, status_of
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def objection_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """The objection in its author's words, its steps, and whose turn it is."""
    decision, at = _objection_or_404(request, pk), timezone.now()
    context = _context(decision) | {
        "acts": acts_for(decision, member=request.member, at=at),
        "is_late": clock_now(decision, steps_of(decision)).is_late(
            on=timezone.localdate(at)
        ),
    }
    return render(request, "signoff/objection_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.SPECIFICATIONS_VIEW)
def objection_act(request: TrustRequest, pk: int, name: str) -> HttpResponse:
    """One step: who may take it, its rule says, and the page before shows."""
    decision, at = _objection_or_404(request, pk), timezone.now()
    act = BY_NAME.get(name)
    if act is None:
        raise Http404("No such step.")
    form = act.form(request.POST or None, decision=decision)
    if request.method == "POST" and is_done(
        form, lambda _: act.do(decision, form, request.member, at)
    ):
        _tell(request, decision, act.done)
        return redirect("objection_detail", pk)
    why_not = act.why_not(decision, request.member, timezone.localdate(at))
    context = _context(decision) | {"act": act, "form": form, "why_not": why_not}
    status = status_of(form)
    return render(request, "signoff/objection_act.html", context, status=status)


def _objection_or_404(request: TrustRequest, pk: int) -> Decision:
    return get_object_or_404(
        Decision.objects.visible_to(request.member).select_related(
            "round__version__specification__chair__user",
            "round__version__drafted_by",
            "seat__user",
            "organisation",
            "declaration",
        ),
        pk=pk,
        kind__in=OBJECTIONS,
    )


def _context(decision: Decision) -> dict[str, Any]:
    steps = steps_of(decision)
    moment = moment_long(timezone.localtime(decision.decided_at))
    return {
        "decision": decision,
        "version": decision.round.version,
        "round": decision.round,
        "steps": steps,
        "clock": clock_now(decision, steps),
        "rows": [
            ("Who", f"{decision.signer_name}, {decision.organisation.name}"),
            ("When", moment),
        ],
    }


def _tell(request: TrustRequest, decision: Decision, done: str) -> None:
    """Tell who is concerned; a mail that does not go out is said, and undoes
    nothing."""
    site = f"{request.scheme}://{request.get_host()}"
    if missed := mails.send_all(objection_mails(decision, site=site)):
        messages.warning(
            request, f"{done} The e-mail to {', '.join(missed)} could not be sent."
        )
    else:
        messages.success(request, f"{done} Everybody concerned is told by e-mail.")
