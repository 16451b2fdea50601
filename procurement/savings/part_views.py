"""Pages of a trust's part: what it says, whose it is, to finance and back, its end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from procurement.savings import actions, part_page, rules
from procurement.savings.forms import EvidenceForm, LapseForm, OwnerForm, TermsForm
from procurement.savings.models import Participation
from trusts.answering import is_done, press, status_of
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires


@require_safe
@requires(Permission.SAVINGS_VIEW)
def part_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """A trust's part with all that it says, what waits, and who did what."""
    part = part_or_404(request, pk)
    context = part_page.part_detail(part, member=request.member, at=timezone.now())
    context["evidence_form"] = EvidenceForm()
    return render(request, "savings/part_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.INITIATIVES_START)
def part_change(request: TrustRequest, pk: int) -> HttpResponse:
    """When it starts, what it costs once, where its prices are written."""
    part = part_or_404(request, pk)
    form = TermsForm(
        request.POST or None,
        part=part,
        initial={
            "start_month": part.start_month.isoformat(),
            "one_off_cost": part.one_off_cost,
            "evidence": part.evidence,
        },
    )
    if is_done(
        form,
        lambda said: actions.change_participation(
            part, **said, by=request.member, at=timezone.now()
        ),
    ):
        messages.success(request, "Kept.")
        return redirect("part_detail", pk)
    why_not = rules.why_not_change(part, by=request.member)
    context = {"form": form, "part": part, "why_not": why_not}
    return render(request, "savings/part_change.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@requires(Permission.SAVINGS_PROPOSE)
def part_hand_over(request: TrustRequest, pk: int) -> HttpResponse:
    """A colleague looks after it from now on."""
    part = part_or_404(request, pk)
    colleagues = part_page.colleagues_of(part, on=timezone.localdate())
    form = OwnerForm(
        request.POST or None, colleagues=colleagues, initial={"owner": part.owner_id}
    )
    if is_done(
        form,
        lambda said: actions.hand_to(
            part, said["owner"], by=request.member, at=timezone.now()
        ),
    ):
        messages.success(request, f"{form.cleaned_data['owner'].user} looks after it.")
        return redirect("part_detail", pk)
    why_not = rules.why_not_own(part, by=request.member)
    context = {"form": form, "part": part, "why_not": why_not}
    return render(
        request, "savings/part_hand_over.html", context, status=status_of(form)
    )


@require_POST
@requires(Permission.SAVINGS_PROPOSE)
def part_propose(request: TrustRequest, pk: int) -> HttpResponse:
    """To the trust's finance, with the baselines as the lines make them now."""
    part = part_or_404(request, pk)
    press(
        request,
        lambda: actions.propose(part, by=request.member, at=timezone.now()),
        "Proposed. It waits for your finance, with the baselines and their lines.",
    )
    return redirect("part_detail", pk)


@require_POST
@requires(Permission.SAVINGS_PROPOSE)
def part_take_back(request: TrustRequest, pk: int) -> HttpResponse:
    """Back from finance, to change it."""
    part = part_or_404(request, pk)
    press(
        request,
        lambda: actions.take_back_proposal(part, by=request.member, at=timezone.now()),
        "Taken back. Change it, and propose it again.",
    )
    return redirect("part_detail", pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.SAVINGS_PROPOSE)
def part_lapse(request: TrustRequest, pk: int) -> HttpResponse:
    """Given up, for a reason."""
    part = part_or_404(request, pk)
    form = LapseForm(request.POST or None)
    if is_done(
        form,
        lambda said: actions.lapse(part, **said, by=request.member, at=timezone.now()),
    ):
        messages.success(request, "Given up. Its products can be taken up again.")
        return redirect("part_detail", pk)
    why_not = rules.why_not_lapse(part, by=request.member)
    context = {"form": form, "part": part, "why_not": why_not}
    return render(request, "savings/part_lapse.html", context, status=status_of(form))


def part_or_404(request: TrustRequest, pk: int) -> Participation:
    seen = Participation.objects.visible_to(request.member).select_related(
        "initiative__version", "organisation", "owner__user", "proposed_by__user",
        "agreed_by__user", "ended_by__user",
    )  # fmt: skip
    return get_object_or_404(seen, pk=pk)
