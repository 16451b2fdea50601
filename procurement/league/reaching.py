"""From an address to the release, trust and figure it means, if they may be seen."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from procurement.league.drilling import figure_of
from procurement.league.models import Challenge, Figure, Release
from procurement.league.showing import seen_releases
from trusts.http import TrustRequest
from trusts.models import Organisation


def release_or_404(request: TrustRequest, pk: int) -> Release:
    return get_object_or_404(seen_releases(request.member), pk=pk)


def organisation_or_404(request: TrustRequest, code: str) -> Organisation:
    seen = Organisation.objects.visible_to(request.member)
    return get_object_or_404(seen, code=code)


def figure_or_404(request: TrustRequest, pk: int, code: str, metric: str) -> Figure:
    """A figure whose rows the member may see."""
    release = release_or_404(request, pk)
    organisation = organisation_or_404(request, code)
    figure = figure_of(release, organisation, metric, member=request.member)
    if figure is None:
        raise Http404
    figure.working.release = release
    figure.organisation = organisation
    return figure


def challenge_or_404(request: TrustRequest, pk: int) -> Challenge:
    seen = Challenge.objects.visible_to(request.member).select_related(
        "release__definitions",
        "organisation",
        "made_by__user",
        "answered_by__user",
    )
    return get_object_or_404(seen, pk=pk)
