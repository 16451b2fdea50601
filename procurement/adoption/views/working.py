"""What a trust does about its adoption: the plan, the training, the next step."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from procurement.adoption import actions, page, rules
from procurement.adoption.forms import (
    AdoptionMoveForm,
    ExemptForm,
    PlanForm,
    SavingsForm,
    TrainingForm,
)
from procurement.adoption.models import Adoption, AdoptionState
from procurement.adoption.reaching import (
    own_adoption_or_404,
    training_or_404,
    version_or_404,
)
from trusts.answering import is_done, press, status_of
from trusts.http import TrustRequest
from trusts.models import Membership
from trusts.permissions import Permission, requires


@require_http_methods(["GET", "POST"])
@requires(Permission.ADOPTIONS_WORK)
def adoption_start(request: TrustRequest, pk: int) -> HttpResponse:
    """Make the own trust's plan for a version."""
    member, today = request.member, timezone.localdate()
    version, place = version_or_404(request, pk), member.organisation
    sent = request.POST or None
    form = PlanForm(
        sent, version=version, organisation=place, member=member, today=today
    )
    made: list[Adoption] = []
    if is_done(
        form,
        lambda said: made.append(
            actions.start_adoption(
                version, owner=said["owner"], by=member, at=timezone.now(), **form.plan
            )
        ),
    ):
        messages.success(request, "Planned. Enter who has to be trained next.")
        return redirect("adoption_detail", made[0].pk)
    why_not = rules.why_not_start(version, place, by=member, on=today)
    context = {"form": form, "version": version, "why_not": why_not}
    return render(
        request, "adoption/adoption_start.html", context, status=status_of(form)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ADOPTIONS_WORK)
def adoption_edit(request: TrustRequest, pk: int) -> HttpResponse:
    """Change the plan."""
    adoption, today = own_adoption_or_404(request, pk), timezone.localdate()
    form = PlanForm(
        request.POST or None,
        version=adoption.version,
        organisation=adoption.organisation,
        member=request.member,
        today=today,
        adoption=adoption,
    )
    if is_done(form, lambda said: _keep(form, adoption, said, by=request.member)):
        messages.success(request, "The plan is kept.")
        return redirect("adoption_detail", pk)
    why_not = rules.why_not_plan(adoption, by=request.member, on=today)
    now = page.facts_of(adoption) if form.is_late else []
    context = {"form": form, "adoption": adoption, "why_not": why_not, "now": now}
    return render(
        request, "adoption/adoption_edit.html", context, status=status_of(form)
    )


def _keep(
    form: PlanForm, adoption: Adoption, said: dict[str, Any], *, by: Membership
) -> None:
    """Where somebody changed the plan meanwhile, the form is ready to be kept again."""
    try:
        actions.plan_adoption(
            adoption,
            plan=form.plan,
            owner=said["owner"],
            seen=said["seen"],
            by=by,
            at=timezone.now(),
        )
    except actions.PlanChanged:
        adoption.refresh_from_db()
        form.catch_up(adoption)
        raise


@require_http_methods(["GET", "POST"])
@requires(Permission.ADOPTIONS_WORK)
def adoption_move(request: TrustRequest, pk: int) -> HttpResponse:
    """Take the next step, or one back."""
    adoption, today = own_adoption_or_404(request, pk), timezone.localdate()
    form = AdoptionMoveForm(
        request.POST or None,
        stands=AdoptionState(adoption.state),
        moves=page.moves_of(adoption),
    )
    if is_done(
        form,
        lambda said: actions.move_adoption(
            adoption, **said, by=request.member, at=timezone.now()
        ),
    ):
        label = AdoptionState(form.cleaned_data["to"]).label.lower()
        messages.success(request, f"It is in “{label}” now.")
        return redirect("adoption_detail", pk)
    context = {
        "form": form,
        "adoption": adoption,
        "why_not": rules.why_not_plan(adoption, by=request.member, on=today),
        "stands": page.stands_in_words(adoption, on=today),
    }
    return render(
        request, "adoption/adoption_move.html", context, status=status_of(form)
    )


@require_POST
@requires(Permission.SAVINGS_PROPOSE)
def adoption_start_savings(request: TrustRequest, pk: int) -> HttpResponse:
    """Try again to start the trust's part in the savings."""
    adoption = own_adoption_or_404(request, pk)
    form = SavingsForm(request.POST, adoption=adoption, today=timezone.localdate())
    if not is_done(
        form,
        lambda said: actions.start_savings(
            adoption, **said, by=request.member, at=timezone.now()
        ),
    ):
        for words in form.errors.values():
            messages.error(request, str(words[0]))
        return redirect("adoption_detail", pk)
    adoption.refresh_from_db()
    if adoption.savings_refused:
        messages.error(request, adoption.savings_refused)
    elif part := adoption.participation:
        starts = f"Its savings count from {part.start_month:%B %Y} on."
        messages.success(request, starts)
    return redirect("adoption_detail", pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.ADOPTIONS_EXEMPT)
def adoption_exempt(request: TrustRequest, pk: int) -> HttpResponse:
    """Exempt the own trust from a version for a time."""
    member, today = request.member, timezone.localdate()
    version = version_or_404(request, pk)
    form = ExemptForm(request.POST or None, today=today)
    made: list[Adoption] = []
    if is_done(
        form,
        lambda said: made.append(
            actions.exempt(version, **said, by=member, at=timezone.now())
        ),
    ):
        messages.success(request, "Exempt. Everybody of the specification sees it.")
        return redirect("adoption_detail", made[0].pk)
    place = member.organisation
    why_not = rules.why_not_exempt(version, place, by=member, on=today)
    context = {"form": form, "version": version, "why_not": why_not}
    return render(
        request, "adoption/adoption_exempt.html", context, status=status_of(form)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ADOPTIONS_WORK)
def training_add(request: TrustRequest, pk: int) -> HttpResponse:
    """Add a group of people who have to be trained."""
    adoption, today = own_adoption_or_404(request, pk), timezone.localdate()
    form = TrainingForm(request.POST or None, version=adoption.version, today=today)
    if is_done(
        form,
        lambda said: actions.set_training(
            adoption, **said, by=request.member, at=timezone.now()
        ),
    ):
        messages.success(request, "The group is kept.")
        return redirect("adoption_detail", pk)
    why_not = rules.why_not_plan(adoption, by=request.member, on=today)
    context = {"form": form, "adoption": adoption, "why_not": why_not}
    return render(
        request, "adoption/training_add.html", context, status=status_of(form)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ADOPTIONS_WORK)
def training_edit(request: TrustRequest, pk: int) -> HttpResponse:
    """Say how many of a group were trained."""
    training, today = training_or_404(request, pk), timezone.localdate()
    adoption = training.adoption
    form = TrainingForm(
        request.POST or None,
        version=adoption.version,
        today=today,
        training=training,
    )
    if is_done(
        form,
        lambda said: actions.set_training(
            adoption, **said, training=training, by=request.member, at=timezone.now()
        ),
    ):
        messages.success(request, "Kept.")
        return redirect("adoption_detail", adoption.pk)
    why_not = rules.why_not_plan(adoption, by=request.member, on=today)
    context = {
        "form": form,
        "adoption": adoption,
        "training": training,
        "why_not": why_not,
    }
    return render(
        request, "adoption/training_edit.html", context, status=status_of(form)
    )


@require_POST
@requires(Permission.ADOPTIONS_WORK)
def training_drop(request: TrustRequest, pk: int) -> HttpResponse:
    """Take a group away that was entered by mistake."""
    training = training_or_404(request, pk)
    press(
        request,
        lambda: actions.drop_training(training, by=request.member, at=timezone.now()),
        f"“{training.group}” is taken away.",
    )
    return redirect("adoption_detail", training.adoption_id)
