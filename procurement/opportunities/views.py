"""Pages of opportunities: where to save next, by category and by supplier."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from procurement.opportunities import listing
from procurement.opportunities.exports import DEFINITIONS, opportunity_rows
from procurement.opportunities.forms import OpportunityFilters
from trusts.exports import About, csv_response, record_export
from trusts.http import TrustRequest, render_page_or_partial
from trusts.permissions import Permission, requires


@require_safe
@requires(Permission.GAPS_VIEW)
def opportunity_list(request: TrustRequest) -> HttpResponse:
    """Gaps by category or supplier, with what is taken up already."""
    filters = OpportunityFilters(request.GET, member=request.member)
    context = listing.opportunity_list(filters, request.GET, member=request.member)
    return render_page_or_partial(
        request,
        "opportunities/opportunity_list.html",
        "opportunity_table",
        context,
    )


@require_safe
@requires(Permission.GAPS_VIEW)
def opportunity_export(request: TrustRequest) -> HttpResponseBase:
    """The list as a file, all its pages: the same rows in the same order."""
    filters = OpportunityFilters(request.GET, member=request.member)
    kept = listing.kept_figures()
    if kept is None or not filters.is_valid():
        return HttpResponse("These filters cannot be read.", status=400)
    asked, at = filters.cleaned_data, timezone.now()
    rows = listing.in_order(asked, member=request.member)
    record_export(
        "Opportunities",
        by=request.member,
        at=at,
        filters={name: value for name, value in request.GET.items() if value},
        as_at=kept.as_at,
    )
    what = f"Opportunities by {asked['by'].lower()}"
    return csv_response(
        f"opportunities-{kept.as_at}.csv",
        opportunity_rows(rows.iterator(2000)),
        about=About(what, request.member, at, kept.as_at, DEFINITIONS),
    )
