"""What a clinician has to score, and the sheet of one product."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from procurement.evaluation import actions, rules, sheet_page
from procurement.evaluation.forms import SheetForm
from procurement.evaluation.models import ScoreSheet, Trial
from procurement.evaluation.reaching import (
    considered_or_404,
    seat_of,
    sheet_or_404,
)
from procurement.specifications.models import ConsideredProduct, Seat
from trusts.answering import is_done, status_of
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires


@require_safe
@requires(Permission.PRODUCTS_SCORE)
def sheet_list(request: TrustRequest) -> HttpResponse:
    """What the person has to score, and what they have handed in."""
    context = {"groups": sheet_page.own_groups(request.member)}
    return render(request, "evaluation/sheet_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PRODUCTS_SCORE)
def sheet_add(request: TrustRequest, pk: int) -> HttpResponse:
    """Score one product. A script keeps what is typed until it is confirmed here."""
    product = considered_or_404(request, pk)
    trial = _trial_or_404(request, product)
    seat = seat_of(product.version, request.member)
    if seat is None:
        why_not = "You are not asked to score this with the role that you use now."
        told = {"product": product, "trial": trial, "why_not": why_not}
        return render(request, "evaluation/sheet_add.html", told)
    form = _form(request, product, seat, trial)
    if sheet := _handed_in(request, form, product, seat, trial):
        messages.success(request, f"Handed in: {product}.")
        return redirect("sheet_detail", sheet.pk)
    why_not = rules.why_not_score(
        product.version,
        seat,
        trial=trial,
        uses=1,
        by=request.member,
        on=timezone.localdate(),
    )
    context = {
        "form": form,
        "product": product,
        "trial": trial,
        "last": form.last,
        "why_not": "" if form.is_bound else why_not,
    }
    return render(request, "evaluation/sheet_add.html", context, status=status_of(form))


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def sheet_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """One sheet: the own one, or after scoring anybody's, by profession and trust."""
    sheet = sheet_or_404(request, pk)
    is_own = sheet.seat.user_id == request.member.user_id
    context = {
        "sheet": sheet,
        "scores": sheet_page.scores_of(sheet),
        "is_own": is_own,
        "left": _left(request) if is_own else 0,
        "later": getattr(sheet, "superseded_by", None),
    }
    return render(request, "evaluation/sheet_detail.html", context)


def _form(
    request: TrustRequest,
    product: ConsideredProduct,
    seat: Seat,
    trial: Trial | None,
) -> SheetForm:
    return SheetForm(
        request.POST or None,
        criteria=sheet_page.criteria_for(product.version, seat),
        trial=trial,
        last=sheet_page.last_sheet(product, seat, trial),
    )


def _handed_in(
    request: TrustRequest,
    form: SheetForm,
    product: ConsideredProduct,
    seat: Seat,
    trial: Trial | None,
) -> ScoreSheet | None:
    """The sheet as it is kept now; none where the form says what is missing."""
    kept: list[ScoreSheet] = []
    is_done(
        form,
        lambda _: kept.append(
            actions.hand_in(
                product,
                seat,
                **form.sheet,
                trial=trial,
                by=request.member,
                at=timezone.now(),
            )
        ),
    )
    return kept[0] if kept else None


def _left(request: TrustRequest) -> int:
    """How many products the person has yet to score."""
    return sum(len(each.left) for each in sheet_page.own_groups(request.member))


def _trial_or_404(request: TrustRequest, product: ConsideredProduct) -> Trial | None:
    """The trial that the address names, in which the product is tried."""
    asked = request.GET.get("trial", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        raise Http404
    trials = Trial.objects.visible_to(request.member)
    return get_object_or_404(trials, pk=int(asked), products__considered=product)
