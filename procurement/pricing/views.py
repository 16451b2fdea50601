"""Pages of what persons say of prices: the list, one of them, its end and its undo."""

from itertools import batched

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from catalogue.prices import actions
from catalogue.prices.models import PriceCorrection
from procurement.pricing import listing
from procurement.pricing.exports import CORRECTION_DEFINITIONS, correction_sheet
from procurement.pricing.forms import CorrectionFilters
from trusts.exports import PRICES, About, trust_of
from trusts.forms.in_words import filters_in_words
from trusts.http import TrustRequest, back_to, render_page_or_partial, say_done
from trusts.permissions import Permission, requires
from trusts.rules import Refused
from trusts.workbooks import table_response

A_BATCH = 200  # corrections whose spend is summed at a time for a file


@require_safe
@requires(Permission.PRICES_OWN_VIEW)
def correction_list(request: TrustRequest) -> HttpResponse:
    """What is adjusted or left out at the member's trust, or in the region."""
    filters = CorrectionFilters(request.GET, member=request.member)
    asked = filters.cleaned_data if filters.is_valid() else {}
    context = listing.correction_list(
        asked, request.GET, member=request.member, today=timezone.localdate()
    )
    return render_page_or_partial(
        request,
        "pricing/correction_list.html",
        "correction_table",
        context | {"filters": filters},
    )


@require_safe
@requires(Permission.PRICES_OWN_VIEW)
def correction_export(request: TrustRequest) -> HttpResponseBase:
    """The same as a file, all of its pages."""
    filters = CorrectionFilters(request.GET, member=request.member)
    if not filters.is_valid():
        return back_to("correction_list", request)
    today, member = timezone.localdate(), request.member
    found = listing.corrections_asked_for(
        filters.cleaned_data, member=member, today=today
    ).order_by("until_on", "pk")
    about = About(
        "Corrected prices",
        why="To check what persons say of prices before it runs out.",
        by=member,
        at=timezone.now(),
        as_at=today,
        organisation=trust_of(member, filters.cleaned_data.get("trust")),
        filters=filters_in_words(filters),
        definitions=CORRECTION_DEFINITIONS,
        confidentiality=PRICES,
    )
    rows = (
        row
        for batch in batched(found.iterator(A_BATCH), A_BATCH)
        for row in listing.with_values(batch, member=member, today=today)
    )
    sheet = correction_sheet(rows)
    return table_response(request.GET, f"corrected-prices-{today}", sheet, about=about)


@require_safe
@requires(Permission.PRICES_OWN_VIEW)
def correction_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """One correction: what it says, of what, by whom, and until when."""
    context = listing.correction_detail(
        _correction_or_404(request, pk),
        member=request.member,
        today=timezone.localdate(),
    )
    return render(request, "pricing/correction_detail.html", context)


@require_POST
@requires(Permission.PRICES_CORRECT)
def correction_end(request: TrustRequest, pk: int) -> HttpResponse:
    """End it from today on."""
    correction = _correction_or_404(request, pk)
    try:
        actions.end_correction(correction, by=request.member, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        say_done(
            request,
            "Ended. Figures are as they were before within seconds.",
            undo_url=reverse("correction_reopen", args=[pk]),
        )
    return redirect("correction_detail", pk)


@require_POST
@requires(Permission.PRICES_CORRECT)
def correction_reopen(request: TrustRequest, pk: int) -> HttpResponse:
    """Take back that it was ended."""
    correction = _correction_or_404(request, pk)
    try:
        again = actions.reopen_correction(
            correction, by=request.member, at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It counts again. Figures follow within seconds.")
        pk = again.pk
    return redirect("correction_detail", pk)


def _correction_or_404(request: TrustRequest, pk: int) -> PriceCorrection:
    seen = PriceCorrection.objects.visible_to(request.member)
    return get_object_or_404(seen.select_related(*listing.NAMES), pk=pk)
