"""Planning a trial, looking at how it goes, and running it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from procurement.evaluation import actions, rules, trial_page
from procurement.evaluation.forms import TrialForm, TrialMoveForm
from procurement.evaluation.models import Trial
from procurement.evaluation.reaching import trial_or_404
from procurement.specifications.models import Version
from procurement.specifications.reaching import version_or_404
from trusts.answering import is_done, status_of
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires


@require_http_methods(["GET", "POST"])
@requires(Permission.SPECIFICATIONS_DRAFT)
def trial_plan(request: TrustRequest, pk: int, number: int) -> HttpResponse:
    """Plan a trial of some of the version's products."""
    version = version_or_404(request, pk, number)
    form = _form(request, version)
    planned: list[Trial] = []
    if is_done(
        form,
        lambda _: planned.append(
            actions.plan_trial(
                version,
                sites=form.sites,
                products=form.chosen,
                **form.plan,
                by=request.member,
                at=timezone.now(),
            )
        ),
    ):
        messages.success(request, "Planned. The chair starts it.")
        return redirect("trial_detail", planned[0].pk)
    why_not = rules.why_not_plan(version, by=request.member)
    context = {"form": form, "version": version, "why_not": why_not}
    return render(
        request, "evaluation/trial_plan.html", context, status=status_of(form)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.SPECIFICATIONS_DRAFT)
def trial_edit(request: TrustRequest, pk: int) -> HttpResponse:
    """Change what is planned, until it starts."""
    trial = trial_or_404(request, pk)
    form = _form(request, trial.version, trial)
    if is_done(
        form,
        lambda _: actions.set_trial(
            trial,
            sites=form.sites,
            products=form.chosen,
            plan=form.plan,
            by=request.member,
            at=timezone.now(),
        ),
    ):
        messages.success(request, "Kept.")
        return redirect("trial_detail", pk)
    why_not = rules.why_not_change_trial(trial, by=request.member)
    context = {"form": form, "trial": trial, "why_not": why_not}
    return render(
        request, "evaluation/trial_edit.html", context, status=status_of(form)
    )


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def trial_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """What was planned, how many uses there were, and what became of it."""
    trial = trial_or_404(request, pk)
    context = trial_page.trial_detail(trial, member=request.member)
    return render(request, "evaluation/trial_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUNDS_RUN)
def trial_move(request: TrustRequest, pk: int) -> HttpResponse:
    """Start, stop or close it, or give it up, with the reason."""
    trial = trial_or_404(request, pk)
    form = TrialMoveForm(request.POST or None, moves=trial_page.moves_of(trial))
    if is_done(
        form,
        lambda said: actions.move_trial(
            trial, **said, by=request.member, at=timezone.now()
        ),
    ):
        messages.success(request, f"The trial is {trial.get_state_display().lower()}.")
        return redirect("trial_detail", pk)
    why_not = rules.why_not_run_trial(trial, by=request.member)
    context = {"form": form, "trial": trial, "why_not": why_not}
    return render(
        request, "evaluation/trial_move.html", context, status=status_of(form)
    )


def _form(
    request: TrustRequest, version: Version, trial: Trial | None = None
) -> TrialForm:
    there = version.specification.participating.filter(left_at=None)
    trusts = there.select_related("organisation").order_by("organisation__name")
    return TrialForm(
        request.POST or None,
        trusts=[each.organisation for each in trusts],
        products=version.considered.order_by("-is_standard", "description", "pk"),
        trial=trial,
    )
