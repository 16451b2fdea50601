"""Pages of opportunities: where to save next, by category and by supplier."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from procurement.opportunities import listing
from procurement.opportunities.exports import DEFINITIONS, opportunity_sheet
from procurement.opportunities.forms import OpportunityFilters
from trusts.exports import PRICES, About, trust_of
from trusts.forms.in_words import filters_in_words
from trusts.http import TrustRequest, back_to, render_page_or_partial
from trusts.permissions import Permission, requires
from trusts.workbooks import table_response


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
        return back_to("opportunity_list", request)
    asked, at = filters.cleaned_data, timezone.now()
    rows = listing.in_order(asked, member=request.member)
    about = About(
        f"Opportunities by {asked['by'].lower()}",
        why="To choose what the trusts take up together next.",
        by=request.member,
        at=at,
        as_at=kept.as_at,
        organisation=trust_of(request.member, asked.get("trust")),
        filters=filters_in_words(filters),
        definitions=DEFINITIONS,
        confidentiality=PRICES,
    )
    sheet = opportunity_sheet(rows.iterator(2000))
    name = f"opportunities-{kept.as_at}"
    return table_response(request.GET, name, sheet, about=about)
