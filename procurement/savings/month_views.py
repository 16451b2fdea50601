"""Pages of months: what waits for finance, confirming it, a part month by month."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from procurement.coverage.months import read_month
from procurement.savings import actions, month_listing
from procurement.savings.claim_lines import claims_of, every_line
from procurement.savings.models import Participation
from procurement.savings.month_exports import line_sheet, month_sheet, part_month_sheet
from procurement.savings.month_forms import MonthFilters, read_seen, ticked
from trusts.exports import About, trust_of
from trusts.forms.in_words import filters_in_words
from trusts.http import TrustRequest, back_to, render_page_or_partial, say_done
from trusts.permissions import Permission, requires
from trusts.rules import Refused
from trusts.workbooks import table_response


@require_safe
@requires(Permission.SAVINGS_VIEW)
def month_list(request: TrustRequest) -> HttpResponse:
    """Every part's month that waits for finance, asks again or is not ready."""
    filters = MonthFilters(request.GET, member=request.member)
    context = month_listing.month_list(
        filters, request.GET, member=request.member, on=timezone.localdate()
    )
    return render_page_or_partial(
        request, "savings/month_list.html", "month_table", context
    )


@require_safe
@requires(Permission.SAVINGS_VIEW)
def month_export(request: TrustRequest) -> HttpResponseBase:
    """The list as a file, all its pages: the same months in the same order; CSV, or
    with `?format=xlsx` a workbook."""
    filters = MonthFilters(request.GET, member=request.member)
    if not filters.is_valid():
        return back_to("month_list", request)
    on = timezone.localdate()
    about = month_listing.about(
        "Savings by month",
        by=request.member,
        at=timezone.now(),
        organisation=trust_of(request.member, filters.of_trust),
        filters=filters_in_words(filters),
    )
    sheet = month_sheet(filters, member=request.member, on=on)
    return table_response(request.GET, f"savings-by-month-{on}", sheet, about=about)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SAVINGS_CONFIRM)
def month_confirm(request: TrustRequest) -> HttpResponse:
    """The ticked months in words with their figures; then they are confirmed as they
    stood there, all or none."""
    at, why_not = timezone.now(), ""
    keys = ticked(request.GET.getlist("month"))
    if request.method == "POST":
        seen = _seen_or_404(request.POST.getlist("seen"))
        try:
            kept = actions.confirm_months(seen, by=request.member, at=at)
        except Refused as refusal:
            why_not = str(refusal)
            keys = [(each.participation_id, each.month) for each in seen]
        else:
            say_done(request, month_listing.confirmed_in_words(seen, kept))
            return redirect("month_list")
    context = month_listing.month_confirm(
        keys, member=request.member, on=timezone.localdate(at)
    )
    return render(request, "savings/month_confirm.html", context | {"why_not": why_not})


@require_safe
@requires(Permission.SAVINGS_VIEW)
def part_months(request: TrustRequest, pk: int) -> HttpResponse:
    """A trust's part month by month: expected, by the lines, confirmed."""
    context = month_listing.part_months(
        _part_or_404(request, pk), member=request.member, on=timezone.localdate()
    )
    return render(request, "savings/part_months.html", context)


@require_safe
@requires(Permission.SAVINGS_VIEW)
def part_month_export(request: TrustRequest, pk: int) -> HttpResponseBase:
    """A part's months by product as a file."""
    part, on = _part_or_404(request, pk), timezone.localdate()
    title = f"Savings by month and product: {part.initiative}, {part.organisation}"
    about = _about(request, title, part)
    name, sheet = f"savings-part-{part.pk}-{on}", part_month_sheet(part)
    return table_response(request.GET, name, sheet, about=about)


@require_safe
@requires(Permission.SAVINGS_VIEW)
def month_lines(request: TrustRequest, pk: int, month: str) -> HttpResponse:
    """The order lines behind a part's month, each with what it saved and leaked."""
    part, first = _part_or_404(request, pk), read_month(month)
    if first is None or not part.start_month <= first < part.end_month:
        raise Http404("No such month.")
    context = month_listing.month_lines(
        part, first, request.GET, member=request.member, on=timezone.localdate()
    )
    return render_page_or_partial(
        request, "savings/month_lines.html", "line_table", context
    )


@require_safe
@requires(Permission.SAVINGS_VIEW)
def month_line_export(request: TrustRequest, pk: int, month: str) -> HttpResponseBase:
    """The order lines behind a part's month as a file."""
    part, first = _part_or_404(request, pk), read_month(month)
    if first is None:
        raise Http404("No such month.")
    title = f"Order lines of {part.initiative}, {part.organisation}, {first:%B %Y}"
    about = _about(request, title, part)
    lines = every_line(claims_of(part), first, member=request.member)
    name = f"savings-lines-{part.pk}-{first:%Y-%m}"
    return table_response(request.GET, name, line_sheet(lines), about=about)


def _about(request: TrustRequest, title: str, part: Participation) -> About:
    return month_listing.about(
        title, by=request.member, at=timezone.now(), organisation=part.organisation
    )


def _part_or_404(request: TrustRequest, pk: int) -> Participation:
    parts = Participation.objects.visible_to(request.member)
    return get_object_or_404(parts.select_related("initiative", "organisation"), pk=pk)


def _seen_or_404(texts: list[str]) -> list[actions.SeenMonth]:
    try:
        return read_seen(texts)
    except ValueError as error:
        raise Http404("No such month.") from error
