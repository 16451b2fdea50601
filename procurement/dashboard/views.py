"""The page of savings: for the region, and the same for one trust."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from procurement.dashboard import actions, page, papers
from procurement.dashboard.exports import about, sheets
from procurement.dashboard.reading import Reading
from procurement.dashboard.waiting import confirmed, months_waiting_at
from trusts.documents import pdf_response
from trusts.http import TrustRequest, render_page_or_partial, say_done, wants_partial
from trusts.models import Organisation
from trusts.permissions import Permission, requires
from trusts.rules import Refused
from trusts.workbooks import xlsx_response


@require_safe
@requires(Permission.SAVINGS_VIEW)
def dashboard(request: TrustRequest) -> HttpResponse:
    """Savings of a year against the target: realised, agreed, identified."""
    at = timezone.now()
    place = page.place_of(request.GET, member=request.member, on=timezone.localdate(at))
    if wants_partial(request):
        context = page.breakdown(place, request.GET)
    else:
        context = page.dashboard(place, request.GET, at=at)
    return render_page_or_partial(
        request, "dashboard/dashboard.html", "breakdown", context
    )


@require_safe
@requires(Permission.SAVINGS_VIEW)
def dashboard_export(request: TrustRequest) -> HttpResponse:
    """The same as a workbook, with every breakdown."""
    at = timezone.now()
    on = timezone.localdate(at)
    place = page.place_of(request.GET, member=request.member, on=on)
    reading = Reading(place)
    title = f"Savings {place.year}: {place.organisation or 'The region'}"
    return xlsx_response(
        f"savings-{place.year.starts_in}-{on}.xlsx",
        sheets(reading, confirmed(place, reading.trusts, at=at)),
        about=about(title, place, at=at),
    )


@require_safe
@requires(Permission.SAVINGS_VIEW)
def board_paper(request: TrustRequest) -> HttpResponse:
    """The same as a dated paper for a board, in PDF."""
    at = timezone.now()
    on = timezone.localdate(at)
    place = page.place_of(request.GET, member=request.member, on=on)
    return pdf_response(
        request,
        "dashboard/board_paper.html",
        papers.board_paper(place, at=at),
        name=f"board-paper-{place.year.starts_in}-{on}.pdf",
        about=papers.about(place, at=at),
    )


@require_POST
@requires(Permission.SAVINGS_REMIND)
def dashboard_remind(request: TrustRequest, code: str) -> HttpResponse:
    """Remind a trust's finance of the months that wait."""
    at = timezone.now()
    on = timezone.localdate(at)
    trust = get_object_or_404(
        Organisation.objects.visible_to(request.member).buying(), code=code
    )
    place = page.place_of({"trust": code}, member=request.member, on=on)
    try:
        reminder = actions.remind(
            trust,
            months=months_waiting_at(place, at=at),
            by=request.member,
            on=on,
            at=at,
        )
    except Refused as refusal:
        context = {"trust": trust, "why_not": str(refusal)}
        return render(request, "dashboard/dashboard_remind.html", context, status=409)
    if reminder.failure:
        context = {"trust": trust, "why_not": reminder.get_failure_display()}
        return render(request, "dashboard/dashboard_remind.html", context, status=502)
    say_done(request, f"{trust.name} was reminded: {reminder.sent_to}.")
    return redirect("dashboard")
