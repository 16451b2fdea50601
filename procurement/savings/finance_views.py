"""What a trust's finance does with a part: agrees, sends it back, closes it, and looks
at what a baseline is made of."""

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from procurement.savings import actions, baseline_page, rules
from procurement.savings.baseline_page import baselines_beside, rows_of
from procurement.savings.exports import about_baseline, baseline_sheet
from procurement.savings.forms import BaselineForm, NoteForm, SendBackForm
from procurement.savings.models import Claim
from procurement.savings.part_views import part_or_404
from trusts.answering import is_done, press, status_of
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires
from trusts.workbooks import table_response


@require_POST
@requires(Permission.SAVINGS_CONFIRM)
def part_agree(request: TrustRequest, pk: int) -> HttpResponse:
    """Lock the baselines and agree, to what the page showed."""
    part = part_or_404(request, pk)
    press(
        request,
        lambda: actions.agree(
            part, by=request.member, at=timezone.now(), seen_at=_seen_at(request)
        ),
        "Agreed. The baselines are locked; each month is worked out from order lines.",
    )
    return redirect("part_detail", pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.SAVINGS_CONFIRM)
def part_send_back(request: TrustRequest, pk: int) -> HttpResponse:
    """Say what has to change first."""
    part = part_or_404(request, pk)
    form = SendBackForm(request.POST or None)
    if is_done(
        form,
        lambda said: actions.send_back(
            part, **said, by=request.member, at=timezone.now()
        ),
    ):
        messages.success(request, "Sent back, with what you wrote.")
        return redirect("part_detail", pk)
    why_not = rules.why_not_agree(part, by=request.member)
    context = {"form": form, "part": part, "why_not": why_not}
    return render(
        request, "savings/part_send_back.html", context, status=status_of(form)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.SAVINGS_CONFIRM)
def part_close(request: TrustRequest, pk: int) -> HttpResponse:
    """It has brought what it brings: months after the last confirmed one count no
    more."""
    part = part_or_404(request, pk)
    form = NoteForm(request.POST or None)
    if is_done(
        form,
        lambda said: actions.close(part, **said, by=request.member, at=timezone.now()),
    ):
        messages.success(request, "Closed.")
        return redirect("part_detail", pk)
    why_not = rules.why_not_close(part, by=request.member)
    context = {"form": form, "part": part, "why_not": why_not}
    return render(request, "savings/part_close.html", context, status=status_of(form))


@require_safe
@requires(Permission.SAVINGS_VIEW)
def baseline_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """What a product cost before, with the order lines that say so."""
    context = baseline_page.baseline_detail(
        _claim_or_404(request, pk),
        request.GET,
        member=request.member,
        on=timezone.localdate(),
    )
    return render(request, "savings/baseline_detail.html", context)


@require_safe
@requires(Permission.SAVINGS_VIEW)
def baseline_export(request: TrustRequest, pk: int) -> HttpResponseBase:
    """The same order lines as a file."""
    claim = _claim_or_404(request, pk)
    baseline = get_object_or_404(claim.baselines, ended_at=None)
    about = about_baseline(baseline, by=request.member, at=timezone.now())
    sheet = baseline_sheet(rows_of(baselines_beside(baseline)))
    return table_response(request.GET, f"baseline-{claim.pk}", sheet, about=about)


@require_http_methods(["GET", "POST"])
@requires(Permission.SAVINGS_CONFIRM)
def baseline_lower(request: TrustRequest, pk: int) -> HttpResponse:
    """A baseline lower than the lines say, for a reason."""
    claim = _claim_or_404(request, pk)
    a_unit = claim.participation.initiative.unit.a
    form = BaselineForm(request.POST or None, a_unit=a_unit)
    if is_done(
        form,
        lambda said: actions.correct_baseline(
            claim, **said, by=request.member, at=timezone.now()
        ),
    ):
        messages.success(request, "The baseline is lowered; the old one is kept.")
        return redirect("baseline_detail", pk)
    context = {
        "form": form,
        "claim": claim,
        "part": claim.participation,
        "baseline": claim.baselines.filter(ended_at=None).first(),
        "why_not": rules.why_not_correct(claim.participation, claim, by=request.member),
    }
    return render(
        request, "savings/baseline_lower.html", context, status=status_of(form)
    )


def _seen_at(request: TrustRequest) -> datetime:
    """The last step that the page showed; without one, nothing was seen."""
    try:
        seen = parse_datetime(request.POST.get("seen_at", ""))
    except ValueError:
        seen = None
    return seen or datetime.min.replace(tzinfo=UTC)


def _claim_or_404(request: TrustRequest, pk: int) -> Claim:
    names = (
        "product__manufacturer", "organisation", "participation__initiative",
        "participation__organisation",
    )  # fmt: skip
    seen = Claim.objects.visible_to(request.member).select_related(*names)
    return get_object_or_404(seen, pk=pk)
