"""Pages of disputes: a trust says that a price is not what it pays, and somebody else
settles it."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from catalogue.prices import actions, rules
from catalogue.prices.models import DisputeOutcome, PriceDispute
from procurement.pricing import listing
from procurement.pricing.exports import DISPUTE_DEFINITIONS, dispute_sheet
from procurement.pricing.forms import DisputeForm, SettlementForm, WithdrawalForm
from procurement.pricing.meant import Meant, meant_or_404
from trusts.exports import PRICES, About, trust_of
from trusts.http import TrustRequest, render_page_or_partial
from trusts.permissions import Permission, requires
from trusts.rules import Refused
from trusts.workbooks import table_response


@require_http_methods(["GET", "POST"])
@requires(Permission.PRICES_CORRECT)
def dispute_add(request: TrustRequest, product: int, code: str) -> HttpResponse:
    """The trust says that the price others are measured by is not what it pays."""
    member = request.member
    meant = meant_or_404(product, code, member=member, today=timezone.localdate())
    form = DisputeForm(request.POST or None)
    if form.is_valid() and (made := _disputed(request, meant, form)):
        messages.success(
            request, "Disputed: the price is no reference until that is settled."
        )
        return redirect("dispute_detail", made.pk)
    context = {
        "form": form,
        "meant": meant,
        "price": rules.price_of(meant.organisation, meant.product),
        "why_not": rules.why_not_dispute(meant.organisation, meant.product, by=member),
    }
    return render(
        request,
        "pricing/dispute_add.html",
        context,
        status=422 if form.errors else 200,
    )


@require_safe
@requires(Permission.PRICES_OWN_VIEW)
def dispute_list(request: TrustRequest) -> HttpResponse:
    """The disputes of the member's trust, or of the region, newest first."""
    context = listing.dispute_list(request.GET, member=request.member)
    return render_page_or_partial(
        request, "pricing/dispute_list.html", "dispute_table", context
    )


@require_safe
@requires(Permission.PRICES_OWN_VIEW)
def dispute_export(request: TrustRequest) -> HttpResponseBase:
    """The same as a file."""
    shows_all = request.GET.get("show") == "all"
    rows = listing.disputes_seen(request.member, shows_all=shows_all)
    now = timezone.now()
    about = About(
        "Disputed prices",
        why="To settle what trusts say of prices that others are measured by.",
        by=request.member,
        at=now,
        organisation=trust_of(request.member),
        filters={"Shown": "with those settled" if shows_all else "not settled"},
        definitions=DISPUTE_DEFINITIONS,
        confidentiality=PRICES,
    )
    name = f"disputed-prices-{timezone.localdate(now)}"
    sheet = dispute_sheet(rows.order_by("-opened_on", "-pk"))
    return table_response(request.GET, name, sheet, about=about)


@require_safe
@requires(Permission.PRICES_OWN_VIEW)
def dispute_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """One dispute: who says what, and what became of it."""
    dispute = _dispute_or_404(request, pk)
    context = listing.dispute_detail(dispute, member=request.member)
    return render(request, "pricing/dispute_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.DISPUTES_SETTLE)
def dispute_settle(request: TrustRequest, pk: int) -> HttpResponse:
    """Decide whether the price stands."""
    dispute = _dispute_or_404(request, pk)
    form = SettlementForm(request.POST or None)
    if form.is_valid():
        try:
            actions.settle_dispute(
                dispute,
                outcome=DisputeOutcome(form.cleaned_data["outcome"]),
                answer=form.cleaned_data["answer"],
                by=request.member,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Settled. Its price counts as any other again.")
            return redirect("dispute_detail", pk)
    context = listing.dispute_detail(dispute, member=request.member) | {
        "form": form,
        "why_not": rules.why_not_settle(dispute, by=request.member),
    }
    return render(
        request,
        "pricing/dispute_settle.html",
        context,
        status=422 if form.errors else 200,
    )


@require_POST
@requires(Permission.PRICES_CORRECT)
def dispute_withdraw(request: TrustRequest, pk: int) -> HttpResponse:
    """The trust agrees to the price after all."""
    dispute = _dispute_or_404(request, pk)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["answer"])))
        return redirect("dispute_detail", pk)
    try:
        actions.withdraw_dispute(
            dispute,
            answer=form.cleaned_data["answer"],
            by=request.member,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Withdrawn. Your price counts as any other again.")
    return redirect("dispute_detail", pk)


def _disputed(
    request: TrustRequest, meant: Meant, form: DisputeForm
) -> PriceDispute | None:
    """The dispute made; None where the form now says why there is none."""
    try:
        return actions.open_dispute(
            meant.organisation,
            meant.product,
            **form.cleaned_data,
            by=request.member,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _dispute_or_404(request: TrustRequest, pk: int) -> PriceDispute:
    seen = PriceDispute.objects.visible_to(request.member).select_related(
        "organisation", "product__manufacturer", "opened_by__user"
    )
    return get_object_or_404(seen, pk=pk)
