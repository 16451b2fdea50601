"""Pages of confidential prices: a trust says that other trusts may see a band only."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from catalogue.prices import actions, confidentiality, rules
from catalogue.prices.bands import band_of
from catalogue.prices.models import ConfidentialPrice
from procurement.pricing import confidential
from procurement.pricing.confidential_form import ConfidentialForm
from procurement.pricing.meant import Meant, meant_or_404
from trusts.http import TrustRequest, render_page_or_partial
from trusts.permissions import Permission, requires
from trusts.rules import Refused


@require_safe
@requires(Permission.PRICES_OWN_VIEW)
def confidential_list(request: TrustRequest) -> HttpResponse:
    """What the member's trust keeps confidential, or every trust of the region."""
    context = confidential.confidential_list(request.GET, member=request.member)
    return render_page_or_partial(
        request, "pricing/confidential_list.html", "confidential_table", context
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PRICES_CORRECT)
def confidential_add(request: TrustRequest, product: int, code: str) -> HttpResponse:
    """The trust keeps what it pays for a product confidential."""
    member = request.member
    meant = meant_or_404(product, code, member=member, today=timezone.localdate())
    form = ConfidentialForm(request.POST or None)
    if form.is_valid() and _made(request, meant, form):
        messages.success(
            request,
            "Confidential: other trusts see a band, and not whose. Price gaps follow "
            "when they are worked out again, usually within a minute.",
        )
        return redirect("confidential_list")
    price = rules.price_of(meant.organisation, meant.product)
    context = {
        "form": form,
        "meant": meant,
        "price": price,
        "band": None if price is None else band_of(price),
        "why_not": confidentiality.why_not_confidential(
            meant.organisation, meant.product, by=member
        ),
    }
    return render(
        request,
        "pricing/confidential_add.html",
        context,
        status=422 if form.errors else 200,
    )


@require_POST
@requires(Permission.PRICES_CORRECT)
def confidential_lift(request: TrustRequest, pk: int) -> HttpResponse:
    """Other trusts may see the price again."""
    seen = ConfidentialPrice.objects.visible_to(request.member)
    kept = get_object_or_404(seen, pk=pk)
    try:
        actions.lift_confidential(kept, by=request.member, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            "Lifted. Other trusts see the price again, in price gaps usually "
            "within a minute.",
        )
    return redirect("confidential_list")


def _made(request: TrustRequest, meant: Meant, form: ConfidentialForm) -> bool:
    """Whether it is kept; else the form says why not."""
    try:
        actions.make_confidential(
            meant.organisation,
            meant.product,
            **form.cleaned_data,
            by=request.member,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
