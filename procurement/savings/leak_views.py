"""The page of leakage: what was still bought above the agreed price."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from procurement.savings import leak_listing, month_listing
from procurement.savings.claim_lines import every_leak
from procurement.savings.month_exports import line_sheet
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires
from trusts.workbooks import table_response


@require_safe
@requires(Permission.SAVINGS_VIEW)
def leak_list(request: TrustRequest) -> HttpResponse:
    """A month's leakage: by trust for the region, by order line for one trust."""
    context = leak_listing.leak_list(request.GET, member=request.member)
    return render(request, "savings/leak_list.html", context)


@require_safe
@requires(Permission.SAVINGS_VIEW)
def leak_export(request: TrustRequest) -> HttpResponseBase:
    """A trust's lines above agreed prices in a month, as a file."""
    what = leak_listing.chosen(request.GET, member=request.member)
    if what.trust is None or what.month is None:
        raise Http404("Choose a trust and a month.")
    title = f"Leakage of {what.trust}, {what.month:%B %Y}"
    about = month_listing.about(
        title, by=request.member, at=timezone.now(), organisation=what.trust
    )
    sheet = line_sheet(every_leak(what.trust, what.month, member=request.member))
    name = f"leakage-{what.trust.code}-{what.month:%Y-%m}"
    return table_response(request.GET, name, sheet, about=about)
