"""Pages of suppliers: the list, one supplier, and both as files."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from procurement.gaps.about_files import about_gaps
from procurement.gaps.exports import gap_sheet
from procurement.gaps.summaries import with_names
from procurement.suppliers import detail, listing
from procurement.suppliers.exports import (
    about_figures,
    about_names,
    figure_sheet,
    name_sheet,
)
from procurement.suppliers.forms import SupplierFilters
from procurement.suppliers.listing import kept_figures
from trusts.exports import trust_of
from trusts.forms.in_words import filters_in_words
from trusts.http import TrustRequest, back_to, render_page_or_partial
from trusts.permissions import Permission, requires
from trusts.workbooks import table_response


@require_safe
@requires(Permission.SUPPLIERS_VIEW)
def supplier_list(request: TrustRequest) -> HttpResponse:
    """The suppliers of the member's trust, or of the region, narrowed and sorted."""
    filters = SupplierFilters(request.GET, member=request.member)
    context = listing.supplier_list(filters, request.GET, member=request.member)
    return render_page_or_partial(
        request, "suppliers/supplier_list.html", "supplier_table", context
    )


@require_safe
@requires(Permission.SUPPLIERS_VIEW)
def supplier_export(request: TrustRequest) -> HttpResponseBase:
    """The list as a file, all its pages: the same suppliers in the same order."""
    filters = SupplierFilters(request.GET, member=request.member)
    kept = kept_figures()
    if kept is None or not filters.is_valid():
        return back_to("supplier_list", request)
    asked, order = listing.suppliers_asked_for(filters, member=request.member)
    rows = listing.shown_all(
        asked, order, member=request.member, names_only=filters.is_names_only
    )
    member, at, words = request.member, timezone.now(), filters_in_words(filters)
    if filters.is_names_only:
        about = about_names(by=member, at=at, filters=words)
        return table_response(request.GET, "suppliers", name_sheet(rows), about=about)
    about = about_figures(by=member, at=at, on=kept.as_at, filters=words)
    sees_gaps = member.may(Permission.GAPS_VIEW)
    sheet = figure_sheet(rows, kept=kept, sees_gaps=sees_gaps)
    return table_response(request.GET, f"suppliers-{kept.as_at}", sheet, about=about)


@require_safe
@requires(Permission.SUPPLIERS_VIEW)
def supplier_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """One supplier: its names, what is bought from it, and the gaps to speak about."""
    supplier = get_object_or_404(detail.suppliers(), pk=pk)
    if supplier.merged_into_id:
        address = reverse("supplier_detail", args=[supplier.merged_into_id])
        return redirect(f"{address}#under")
    context = detail.supplier_detail(supplier, request.GET, member=request.member)
    return render(request, "suppliers/supplier_detail.html", context)


@require_safe
@requires(Permission.GAPS_VIEW)
def supplier_gap_export(request: TrustRequest, pk: int) -> HttpResponseBase:
    """The gaps that count under a supplier as a file: what to speak about there."""
    supplier = get_object_or_404(detail.suppliers(), pk=pk)
    kept = kept_figures()
    if kept is None:
        return back_to("supplier_detail", request, supplier.pk)
    gaps = with_names(detail.counted_gaps(supplier, member=request.member))
    about = about_gaps(
        f"Price gaps at supplier {supplier.pk}, {supplier.name}",
        by=request.member,
        at=timezone.now(),
        on=kept.as_at,
        organisation=trust_of(request.member),
    )
    sheet = gap_sheet(gaps.iterator(2000), member=request.member, on=kept.as_at)
    name = f"price-gaps-supplier-{supplier.pk}-{kept.as_at}"
    return table_response(request.GET, name, sheet, about=about)
