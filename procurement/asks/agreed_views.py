"""Pages of agreed prices: which are kept, which run out, and the lines behind."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from procurement.asks import actions, agreed
from procurement.asks.finding import price_or_404
from procurement.asks.forms import AgreedFilters
from trusts.exports import PRICES, About, trust_of
from trusts.forms.in_words import filters_in_words
from trusts.http import TrustRequest, back_to, render_page_or_partial
from trusts.permissions import Permission, requires
from trusts.rules import Refused
from trusts.workbooks import table_response

DEFINITIONS = (
    ("Agreed price each", "For the smallest unit that is sold, in pounds without VAT, "
     "as the supplier put it in writing."),
    ("Kept", "No order line since the first day is dearer than agreed. Half a per cent "
     "is let pass, because prices of packs are rounded to pence."),
    ("Order lines since", "Live orders of the trust from that supplier, on items "
     "matched to the product in a known pack."),
)  # fmt: skip


@require_safe
@requires(Permission.GAPS_VIEW)
def agreed_price_list(request: TrustRequest) -> HttpResponse:
    """The agreed prices of the member's trust, or of the region, newest first."""
    filters = AgreedFilters(request.GET, member=request.member)
    context = agreed.agreed_price_list(
        filters.cleaned_data if filters.is_valid() else {},
        request.GET,
        member=request.member,
        today=timezone.localdate(),
    )
    return render_page_or_partial(
        request,
        "asks/agreed_price_list.html",
        "agreed_table",
        context | {"filters": filters},
    )


@require_safe
@requires(Permission.GAPS_VIEW)
def agreed_price_export(request: TrustRequest) -> HttpResponseBase:
    """The same as a file."""
    filters = AgreedFilters(request.GET, member=request.member)
    if not filters.is_valid():
        return back_to("agreed_price_list", request)
    now, today = timezone.now(), timezone.localdate()
    rows = agreed.agreed_prices(
        filters.cleaned_data, member=request.member, today=today
    )
    prices = rows.select_related(*agreed.NAMES).order_by("-from_on", "-pk")
    about = About(
        "Agreed prices",
        why="To hold suppliers to what they agreed, and to renew it in time.",
        by=request.member,
        at=now,
        as_at=today,
        organisation=trust_of(request.member, filters.cleaned_data.get("trust")),
        filters=filters_in_words(filters),
        definitions=DEFINITIONS,
        confidentiality=PRICES,
    )
    sheet = agreed.agreed_sheet(agreed.rows_of(prices, today=today))
    return table_response(request.GET, f"agreed-prices-{today}", sheet, about=about)


@require_safe
@requires(Permission.GAPS_VIEW)
def agreed_price_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """One agreed price and the order lines since."""
    price = price_or_404(request, pk)
    context = agreed.agreed_price_detail(
        price, member=request.member, today=timezone.localdate()
    )
    return render(request, "asks/agreed_price_detail.html", context)


@require_POST
@requires(Permission.ASKS_MAKE)
def agreed_price_withdraw(request: TrustRequest, pk: int) -> HttpResponse:
    """Take back a price that was agreed by mistake."""
    price = price_or_404(request, pk)
    try:
        actions.withdraw_price(price, by=request.member, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            "Taken back: nothing is held against it any more. Unless another price is "
            "agreed, its gap is open again.",
        )
    return redirect("agreed_price_detail", price.pk)
