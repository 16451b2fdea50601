"""Pages of price gaps: the list, one gap with its arithmetic, suspects, what is left
out; and the lists as files."""

from urllib.parse import urlsplit

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from procurement.gaps import listing, omissions, summaries
from procurement.gaps.about_files import about_gaps, about_lines
from procurement.gaps.exports import gap_sheet, line_sheet
from procurement.gaps.forms import GapFilters
from procurement.gaps.lines import lines_of
from procurement.gaps.models import Gap, SuspectPrice
from trusts.exports import trust_of
from trusts.forms.in_words import filters_in_words
from trusts.http import TrustRequest, back_to, render_page_or_partial
from trusts.paging import page_of
from trusts.permissions import Permission, requires
from trusts.workbooks import table_response


@require_safe
@requires(Permission.GAPS_VIEW)
def gap_list(request: TrustRequest) -> HttpResponse:
    """The gaps of the member's trust, or of the region, narrowed and sorted."""
    gaps = Gap.objects.visible_to(request.member)
    filters = _filters(request)
    context = listing.gap_list(gaps, filters, request.GET, member=request.member)
    return render_page_or_partial(request, "gaps/gap_list.html", "gap_table", context)


@require_safe
@requires(Permission.GAPS_VIEW)
def gap_export(request: TrustRequest) -> HttpResponseBase:
    """The list as a file, all its pages: the same gaps in the same order; CSV, or with
    `?format=xlsx` a workbook."""
    gaps = Gap.objects.visible_to(request.member)
    filters = _filters(request)
    on = summaries.as_at()
    if on is None or not filters.is_valid():
        return back_to("gap_list", request)
    rows = listing.ordered(gaps, filters.cleaned_data, member=request.member)
    about = about_gaps(
        "Price gaps",
        by=request.member,
        at=timezone.now(),
        on=on,
        filters=filters_in_words(filters),
        organisation=trust_of(request.member, filters.cleaned_data.get("trust")),
    )
    sheet = gap_sheet(rows.iterator(2000), member=request.member, on=on)
    return table_response(request.GET, f"price-gaps-{on}", sheet, about=about)


@require_safe
@requires(Permission.GAPS_VIEW)
def gap_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """One gap with its arithmetic and what stands behind it."""
    gap, today = _gap_or_404(request, pk), timezone.localdate()
    context = listing.gap_detail(gap, request.GET, member=request.member, today=today)
    context["list_url"] = _list_as_left(request)
    return render(request, "gaps/gap_detail.html", context)


@require_safe
@requires(Permission.GAPS_VIEW)
def gap_lines(request: TrustRequest, pk: int) -> HttpResponse:
    """The trust's own order lines behind a gap, newest first."""
    gap = _gap_or_404(request, pk)
    context = listing.gap_lines(gap, request.GET, member=request.member)
    return render_page_or_partial(request, "gaps/gap_lines.html", "line_table", context)


@require_safe
@requires(Permission.GAPS_VIEW)
def gap_line_export(request: TrustRequest, pk: int) -> HttpResponseBase:
    """The order lines behind a gap as a file."""
    gap = _gap_or_404(request, pk)
    on = summaries.as_at() or gap.changed_on
    lines = lines_of(gap, member=request.member, on=on)
    about = about_lines(
        f"Order lines of {gap.product.description}, price gap {gap.pk}",
        by=request.member,
        at=timezone.now(),
        on=on,
        organisation=gap.organisation,
    )
    name = f"order-lines-{gap.pk}-{on}"
    return table_response(request.GET, name, line_sheet(lines), about=about)


@require_safe
@requires(Permission.GAPS_VIEW)
def suspect_list(request: TrustRequest) -> HttpResponse:
    """Prices too far from the others' to be believed; they are in no sum."""
    suspects = SuspectPrice.objects.visible_to(request.member)
    return render(
        request,
        "gaps/suspect_list.html",
        listing.suspect_list(suspects, request.GET, member=request.member),
    )


@require_safe
@requires(Permission.COVERAGE_VIEW)
def left_out(request: TrustRequest) -> HttpResponse:
    """What was bought and is in no figure, by reason."""
    on = summaries.as_at()
    found = omissions.left_out_in_all(member=request.member, on=on) if on else None
    context = {
        "left_out": found,
        "rows": found.rows if found else [],
        "on": on,
        "sees_gaps": request.member.may(Permission.GAPS_VIEW),
    }
    return render_page_or_partial(
        request, "gaps/left_out.html", "left_out_table", context
    )


@require_safe
@requires(Permission.COVERAGE_VIEW)
def left_out_items(request: TrustRequest) -> HttpResponse:
    """The items left out for one reason, by what was spent on them."""
    reason = omissions.reason_of(request.GET.get("reason", ""))
    on = summaries.as_at()
    if reason is None or on is None:
        raise Http404("No such reason.")
    items = omissions.items_left_out(reason, member=request.member, on=on)
    page = page_of(
        items,
        omissions.LARGEST_SPEND,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "reason": reason,
        "page": page,
        "on": on,
        "sees_region": request.member.sees_region,
    }
    return render(request, "gaps/left_out_items.html", context)


def _filters(request: TrustRequest) -> GapFilters:
    today = timezone.localdate()
    return GapFilters(request.GET, member=request.member, today=today)


def _list_as_left(request: TrustRequest) -> str:
    """The list of gaps, narrowed and sorted as it was where its reader left it."""
    left = urlsplit(request.headers.get("Referer", ""))
    address = reverse("gap_list")
    if (left.netloc, left.path) != (request.get_host(), address) or not left.query:
        return address
    return f"{address}?{left.query}"


def _gap_or_404(request: TrustRequest, pk: int) -> Gap:
    gaps = Gap.objects.visible_to(request.member).select_related(*summaries.NAMES)
    return get_object_or_404(gaps, pk=pk)
