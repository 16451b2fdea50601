"""Pages of coverage: which trust gave which months, and how much can be compared."""

from datetime import date

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.spend.models import SpendMonth
from procurement.coverage import listing
from procurement.coverage.exports import DEFINITIONS, month_sheet, supplier_sheet
from procurement.coverage.months import month_of, months_to, read_month
from procurement.coverage.reading import trusts_of
from procurement.coverage.scope import Scope, groups_of, scope_of
from trusts.exports import SPENDING, About, trust_of
from trusts.http import TrustRequest
from trusts.models import Organisation
from trusts.models.organisation import OrganisationQuerySet
from trusts.permissions import Permission, requires
from trusts.workbooks import table_response


@require_safe
@requires(Permission.COVERAGE_VIEW)
def coverage(request: TrustRequest) -> HttpResponse:
    """Every trust's months for the regional office; a trust goes to its own."""
    organisations = _organisations(request)
    if not request.member.sees_region and organisations.exists():
        return redirect("coverage_trust", code=request.member.organisation.code)
    context = listing.coverage(
        organisations, request.GET, member=request.member, on=_on()
    )
    return render(request, "coverage/coverage.html", context)


@require_safe
@requires(Permission.COVERAGE_VIEW)
def coverage_export(request: TrustRequest) -> HttpResponseBase:
    """The months of every trust that the member sees, as a file."""
    on = _on()
    choice, groups = groups_of(
        _organisations(request), request.GET, member=request.member, on=on
    )
    trusts = trusts_of(groups, months_to(month_of(on)), member=request.member, on=on)
    restated = "restated to successors" if choice.is_restated else "as it was"
    about = About(
        "Coverage by month",
        why="To see which months are missing, and how much can be compared.",
        by=request.member,
        at=timezone.now(),
        as_at=on,
        organisation=trust_of(request.member),
        filters={"Organisations": restated},
        definitions=DEFINITIONS,
        confidentiality=SPENDING,
    )
    sheet = month_sheet(trusts)
    return table_response(request.GET, f"coverage-{on}", sheet, about=about)


@require_safe
@requires(Permission.COVERAGE_VIEW)
def coverage_trust(request: TrustRequest, code: str) -> HttpResponse:
    """One trust's months, how much of each can be compared, and its last extract."""
    context = listing.coverage_trust(
        _scope_or_404(request, code), request.GET, member=request.member, on=_on()
    )
    return render(request, "coverage/coverage_trust.html", context)


@require_safe
@requires(Permission.COVERAGE_VIEW)
def coverage_trust_export(request: TrustRequest, code: str) -> HttpResponseBase:
    """What a trust spent by month and supplier, all its months, as a file."""
    scope = _scope_or_404(request, code)
    rows = (
        SpendMonth.objects.visible_to(request.member)
        .filter(organisation__in=scope.organisations)
        .select_related("organisation", "supplier")
        .order_by("month", "organisation__code", "supplier__name", "pk")
    )
    code, on = scope.organisation.code, _on()
    about = About(
        f"Spend by month and supplier of {code}",
        why="To check what came in against the trust’s own books.",
        by=request.member,
        at=timezone.now(),
        as_at=on,
        organisation=scope.organisation,
        definitions=DEFINITIONS,
        confidentiality=SPENDING,
    )
    sheet = supplier_sheet(rows.iterator(2000))
    return table_response(request.GET, f"spend-{code}-{on}", sheet, about=about)


@require_safe
@requires(Permission.COVERAGE_VIEW)
def coverage_month(request: TrustRequest, code: str, month: str) -> HttpResponse:
    """One month of a trust by supplier."""
    context = listing.coverage_month(
        _scope_or_404(request, code),
        _month_or_404(month),
        request.GET,
        member=request.member,
        on=_on(),
    )
    return render(request, "coverage/coverage_month.html", context)


@require_safe
@requires(Permission.COVERAGE_VIEW)
def coverage_lines(request: TrustRequest, code: str, month: str) -> HttpResponse:
    """The order lines of a trust's month, and why some cannot be compared."""
    context = listing.coverage_lines(
        _scope_or_404(request, code),
        _month_or_404(month),
        request.GET,
        member=request.member,
        on=_on(),
    )
    return render(request, "coverage/coverage_lines.html", context)


def _on() -> date:
    return listing.day_of(timezone.localdate())


def _organisations(request: TrustRequest) -> OrganisationQuerySet:
    """The trusts whose months the member sees: all of them, or the own one."""
    trusts = Organisation.objects.visible_to(request.member).buying()
    if request.member.sees_region:
        return trusts
    return trusts.filter(pk=request.member.organisation_id)


def _scope_or_404(request: TrustRequest, code: str) -> Scope:
    trusts = _organisations(request)
    return scope_of(get_object_or_404(trusts, code=code), trusts, request.GET, on=_on())


def _month_or_404(text: str) -> date:
    month = read_month(text)
    if month is None:
        raise Http404("No such month.")
    return month
