"""Pages of GTIN coverage: by trust and supplier, and the GTINs that are none."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from procurement.gtins import listing
from procurement.gtins.exports import (
    SHARE_DEFINITIONS,
    UNREAD_DEFINITIONS,
    share_sheet,
    unread_sheet,
)
from procurement.gtins.figures import Figures
from procurement.gtins.listing import Place, Row, Sorting
from procurement.suppliers.listing import kept_figures
from trusts.exports import SPENDING, About, trust_of
from trusts.http import TrustRequest, back_to, render_page_or_partial
from trusts.models import Organisation
from trusts.permissions import Permission, requires
from trusts.workbooks import table_response


@require_safe
@requires(Permission.COVERAGE_VIEW)
def gtin_coverage(request: TrustRequest) -> HttpResponse:
    """How much is bought with a valid GTIN, by trust or by supplier."""
    context = listing.gtin_coverage(_place(request), request.GET, member=request.member)
    return render_page_or_partial(
        request, "gtins/gtin_coverage.html", "gtin_table", context
    )


@require_safe
@requires(Permission.COVERAGE_VIEW)
def gtin_coverage_export(request: TrustRequest) -> HttpResponseBase:
    """The table as it is asked for, all of it, as a file."""
    place, kept = _place(request), kept_figures()
    if kept is None:
        return back_to("gtin_coverage", request)
    sorting = listing.sorting_of(request.GET, listing.SORTS)
    if place.by_trust and request.GET.get("by") != "supplier":
        rows: Iterable[Row] = listing.trusts(sorting, member=request.member)
    else:
        rows = listing.all_rows(place, sorting, member=request.member)
    about = About(
        "GTIN coverage",
        why="To ask who gives no barcode numbers to give them.",
        by=request.member,
        at=timezone.now(),
        as_at=kept.as_at,
        organisation=trust_of(request.member, place.organisation),
        filters=_filters(sorting),
        definitions=SHARE_DEFINITIONS,
        confidentiality=SPENDING,
    )
    whose = Row(place.organisation, None, Figures())
    sheet = share_sheet(rows, whose=whose, kept=kept)
    name = f"gtin-coverage-{kept.as_at}"
    return table_response(request.GET, name, sheet, about=about)


@require_safe
@requires(Permission.COVERAGE_VIEW)
def gtin_unread_list(request: TrustRequest) -> HttpResponse:
    """Items whose GTIN is none: what stands there, what is wrong, what to do."""
    context = listing.unread_gtins(_place(request), request.GET, member=request.member)
    return render_page_or_partial(
        request, "gtins/gtin_unread_list.html", "unread_table", context
    )


@require_safe
@requires(Permission.COVERAGE_VIEW)
def gtin_unread_export(request: TrustRequest) -> HttpResponseBase:
    """The same as a file, for whoever puts the item list right."""
    place = _place(request)
    rows = listing.unread_of(place, member=request.member).order_by("-spend", "-id")
    about = About(
        "GTINs that cannot be read",
        why="To put the numbers right in the trust’s own item list.",
        by=request.member,
        at=timezone.now(),
        organisation=trust_of(request.member, place.organisation),
        definitions=UNREAD_DEFINITIONS,
        confidentiality=SPENDING,
    )
    sheet = unread_sheet(rows.iterator(2000))
    return table_response(request.GET, "gtins-to-put-right", sheet, about=about)


def _filters(sorting: Sorting) -> dict[str, str]:
    return {"Sorted by": sorting.in_words}


def _place(request: TrustRequest) -> Place:
    organisations = Organisation.objects.visible_to(request.member).buying()
    return listing.place_of(request.GET, organisations, request.member)
