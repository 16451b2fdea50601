"""Pages of the league table: a release, a trust in it, and the rows behind a figure."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from procurement.league import drilling
from procurement.league.exports import (
    about,
    about_rows,
    figure_sheet,
    row_sheet,
)
from procurement.league.metrics import SPEND
from procurement.league.models import Challenge, Metric, Release
from procurement.league.reaching import (
    figure_or_404,
    organisation_or_404,
    release_or_404,
)
from procurement.league.rules import why_not_challenge
from procurement.league.showing import seen_releases, table_of, weight_shared_out
from procurement.league.trust_page import trust_page
from trusts.http import TrustRequest, render_page_or_partial
from trusts.permissions import Permission, requires
from trusts.workbooks import table_response


@require_safe
@requires(Permission.LEAGUE_VIEW)
def league(request: TrustRequest) -> HttpResponse:
    """The newest release, and what is coming."""
    releases = seen_releases(request.member)
    newest = releases.out().newest_first().first()
    context = {
        "coming": releases.unfinished().newest_first().first(),
        **(_shown(request, newest) if newest else {}),
    }
    return render(request, "league/league.html", context)


@require_safe
@requires(Permission.LEAGUE_VIEW)
def league_release(request: TrustRequest, pk: int) -> HttpResponse:
    """One release, old or new, as far as the member may see it."""
    release = release_or_404(request, pk)
    return render(request, "league/league_release.html", _shown(request, release))


@require_safe
@requires(Permission.LEAGUE_VIEW)
def league_export(request: TrustRequest, pk: int) -> HttpResponseBase:
    """The figures of a release as a file, with their definitions."""
    release = release_or_404(request, pk)
    now = timezone.now()
    table = table_of(release, member=request.member, on=timezone.localdate(now))
    said = about(table, by=request.member, at=now)
    name = f"league-table-{release.as_at}"
    sheet = figure_sheet(table, member=request.member)
    return table_response(request.GET, name, sheet, about=said)


@require_safe
@requires(Permission.LEAGUE_VIEW)
def league_trust(request: TrustRequest, pk: int, code: str) -> HttpResponse:
    """One trust: each figure with its sum, its place, and what would move it."""
    release, member = release_or_404(request, pk), request.member
    page = trust_page(release, organisation_or_404(request, code), member=member)
    if page is None:
        raise Http404
    why_not = why_not_challenge(
        release,
        page.organisation,
        metric="",
        by=member,
        today=timezone.localdate(),
    )
    context = {"page": page, "may_challenge": not why_not, "spend_rule": SPEND}
    return render(request, "league/league_trust.html", context)


@require_safe
@requires(Permission.LEAGUE_VIEW)
def league_rows(request: TrustRequest, pk: int, code: str, metric: str) -> HttpResponse:
    """The rows that one figure is the sum of."""
    figure = figure_or_404(request, pk, code, metric)
    kind = drilling.kind_of(figure)
    rows = drilling.rows_of(figure, request.GET, member=request.member)
    page = rows.page(request.GET)
    context = {
        "figure": figure,
        "release": figure.working.release,
        "organisation": figure.organisation,
        "page": page,
        "kind": kind,
        "order": request.GET.get("order", ""),
        "name": Metric(figure.metric).label,
        "has_untold": rows.has_untold,
        "reads_standards": request.member.may(Permission.SPECIFICATIONS_VIEW),
    }
    if figure.metric == Metric.GAPS:
        context["gap_rows"] = drilling.with_gaps_now(page.rows, member=request.member)
    return render_page_or_partial(
        request, "league/league_rows.html", "row_table", context
    )


@require_safe
@requires(Permission.LEAGUE_VIEW)
def league_row_export(
    request: TrustRequest, pk: int, code: str, metric: str
) -> HttpResponseBase:
    """The same as a file, all of them."""
    figure = figure_or_404(request, pk, code, metric)
    rows = drilling.rows_of(figure, request.GET, member=request.member)
    said = about_rows(figure, by=request.member, at=timezone.now())
    name = f"league-table-{figure.working.release.as_at}-{code}-{metric}"
    return table_response(request.GET, name, row_sheet(rows), about=said)


def _shown(request: TrustRequest, release: Release) -> dict:
    table = table_of(release, member=request.member, on=timezone.localdate())
    return {
        "release": release,
        "table": table,
        "shared_out": weight_shared_out(table.not_measured),
        "spend_rule": SPEND,
        "challenges": Challenge.objects.visible_to(request.member).filter(
            release=release
        ),
    }
