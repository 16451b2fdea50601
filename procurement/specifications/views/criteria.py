"""The criteria of a draft: what products are scored on."""

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from procurement.specifications import actions, rules
from procurement.specifications.content import criterion_hash
from procurement.specifications.forms import CriterionForm
from procurement.specifications.models import Criterion
from procurement.specifications.reaching import version_or_404
from trusts.answering import is_done, press, status_of
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires


@require_safe
@requires(Permission.SPECIFICATIONS_DRAFT)
def criterion_list(request: TrustRequest, pk: int, number: int) -> HttpResponse:
    """All of them, in their order."""
    version = version_or_404(request, pk, number)
    context = {
        "version": version,
        "criteria": version.criteria.order_by("position"),
        "why_not": rules.why_not_write(version, by=request.member),
    }
    return render(request, "specifications/criterion_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.SPECIFICATIONS_DRAFT)
def criterion_add(request: TrustRequest, pk: int, number: int) -> HttpResponse:
    """One more, at the end."""
    version = version_or_404(request, pk, number)
    form = CriterionForm(request.POST or None)
    if is_done(
        form,
        lambda _: actions.add_criterion(
            version, **form.said, by=request.member, at=timezone.now()
        ),
    ):
        messages.success(request, "Added.")
        return redirect("criterion_list", pk, number)
    context = {
        "form": form,
        "version": version,
        "why_not": rules.why_not_write(version, by=request.member),
    }
    return render(
        request, "specifications/criterion_add.html", context, status=status_of(form)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.SPECIFICATIONS_DRAFT)
def criterion_change(request: TrustRequest, pk: int) -> HttpResponse:
    """Say one otherwise."""
    criterion = _criterion_or_404(request, pk)
    version = criterion.version
    initial = model_to_dict(criterion) | {"basis": criterion_hash(criterion)}
    form = CriterionForm(request.POST or None, initial=initial)
    if is_done(
        form,
        lambda said: actions.change_criterion(
            criterion,
            **form.said,
            basis=said["basis"],
            by=request.member,
            at=timezone.now(),
        ),
    ):
        messages.success(request, "Saved.")
        return redirect("criterion_list", version.specification_id, version.number)
    is_overtaken = form.is_bound and form.data.get("basis") != initial["basis"]
    if is_overtaken:
        form.begin_again(initial["basis"])
    context = {
        "form": form,
        "criterion": criterion,
        "is_overtaken": is_overtaken,
        "version": version,
        "why_not": rules.why_not_write(version, by=request.member),
    }
    return render(
        request, "specifications/criterion_change.html", context, status=status_of(form)
    )


@require_POST
@requires(Permission.SPECIFICATIONS_DRAFT)
def criterion_move(request: TrustRequest, pk: int) -> HttpResponse:
    """One place up or down."""
    criterion = _criterion_or_404(request, pk)
    up = request.POST.get("to") == "up"
    press(
        request,
        lambda: actions.move_criterion(
            criterion, up=up, by=request.member, at=timezone.now()
        ),
        f"Moved {'up' if up else 'down'}.",
    )
    return _to_list(criterion)


@require_POST
@requires(Permission.SPECIFICATIONS_DRAFT)
def criterion_drop(request: TrustRequest, pk: int) -> HttpResponse:
    """Take one out."""
    criterion = _criterion_or_404(request, pk)
    press(
        request,
        lambda: actions.drop_criterion(criterion, by=request.member, at=timezone.now()),
        f"Taken out: {criterion.text[:80]}",
    )
    return _to_list(criterion)


def _to_list(criterion: Criterion) -> HttpResponse:
    version = criterion.version
    return redirect("criterion_list", version.specification_id, version.number)


def _criterion_or_404(request: TrustRequest, pk: int) -> Criterion:
    seen = Criterion.objects.visible_to(request.member)
    return get_object_or_404(
        seen.select_related("version__specification__chair__user"), pk=pk
    )
