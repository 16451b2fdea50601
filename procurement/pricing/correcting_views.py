"""Pages on which somebody says that a price does not tell the truth."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.prices import actions, confidentiality, rules
from procurement.pricing.forms import AdjustmentForm, SuppressionForm
from procurement.pricing.meant import Meant, meant_or_404, trusts_with_price
from trusts.http import TrustRequest, say_done
from trusts.permissions import Permission, requires
from trusts.rules import Refused


@require_safe
@requires(Permission.PRICES_CORRECT)
def price_choose(request: TrustRequest, product: int) -> HttpResponse:
    """Whose price it is, for who looks after several trusts'."""
    trusts = trusts_with_price(product, member=request.member)
    if not trusts:
        raise Http404("No price of this product.")
    if len(trusts) == 1:
        return redirect("price_wrong", product, trusts[0].code)
    return render(
        request, "pricing/price_choose.html", {"product_id": product, "trusts": trusts}
    )


@require_safe
@requires(Permission.PRICES_CORRECT)
def price_wrong(request: TrustRequest, product: int, code: str) -> HttpResponse:
    """What can be wrong with a price, and where each of it is put right."""
    meant = _meant(request, product, code)
    context = {
        "meant": meant,
        "price": rules.price_of(meant.organisation, meant.product),
        "review_url": _review_url(),
        "why_not_confidential": confidentiality.why_not_confidential(
            meant.organisation, meant.product, by=request.member
        ),
        "why_not_dispute": rules.why_not_dispute(
            meant.organisation, meant.product, by=request.member
        ),
    }
    return render(request, "pricing/price_wrong.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PRICES_CORRECT)
def adjustment_add(request: TrustRequest, product: int, code: str) -> HttpResponse:
    """Say that what is really paid is less or more than the order says."""
    meant = _meant(request, product, code)
    form = AdjustmentForm(request.POST or None, meant=meant, asked=_line(request))
    if done := _done(request, form):
        return done
    return render(
        request,
        "pricing/adjustment_add.html",
        {"form": form, "meant": meant},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PRICES_CORRECT)
def suppression_add(request: TrustRequest, product: int, code: str) -> HttpResponse:
    """Say that a line, an item or a price is no evidence of a price."""
    meant = _meant(request, product, code)
    form = SuppressionForm(request.POST or None, meant=meant, asked=_line(request))
    if done := _done(request, form):
        return done
    return render(
        request,
        "pricing/suppression_add.html",
        {"form": form, "meant": meant},
        status=422 if form.errors else 200,
    )


def _done(
    request: TrustRequest, form: AdjustmentForm | SuppressionForm
) -> HttpResponse | None:
    """Where to go on to once it is said; None while something is to be put right."""
    if not form.is_valid():
        return None
    try:
        made = actions.correct_price(
            form.cleaned_data["target"],
            form.said,
            by=request.member,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    say_done(
        request,
        f"{made.get_kind_display()}. Every figure it touches follows within seconds.",
        undo_url=reverse("correction_end", args=[made.pk]),
    )
    return redirect("correction_detail", made.pk)


def _meant(request: TrustRequest, product: int, code: str) -> Meant:
    return meant_or_404(
        product, code, member=request.member, today=timezone.localdate()
    )


def _line(request: TrustRequest) -> str:
    """The number of the order line that somebody came from."""
    return request.GET.get("line", "")[:20]


def _review_url() -> str:
    """The desk where packs and matches are settled, where there is one."""
    try:
        return reverse("review_list")
    except NoReverseMatch:
        return ""
