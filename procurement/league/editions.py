"""From what was measured to a working that is ready: ranked, and put down."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from catalogue.spend.shares import share_of
from procurement.league.measuring import Measured, Trust
from procurement.league.models import (
    Figure,
    Metric,
    MetricDefinition,
    Standing,
    Working,
    WorkingState,
)
from procurement.league.models.figures import GROUP_OF
from procurement.league.ranking import Entry, Place, Result, Rule, rounded, standings
from trusts.roles import Kind

ONE, NOUGHT = Decimal(1), Decimal(0)


def newest_ready(release_id: int) -> Working | None:
    return (
        Working.objects.ready().filter(release=release_id).order_by("-number").first()
    )


def measured_in(working: Working) -> tuple[list[Trust], list[Measured]]:
    """What a working says, to make the next one of."""
    trusts = [
        Trust(each.organisation, each.newest_order_on)
        for each in working.standings.select_related("organisation").order_by("pk")
    ]
    figures = [
        Measured(
            each.organisation_id,
            each.metric,
            each.numerator,
            each.denominator,
            each.lines_in,
            each.lines,
            each.why_not,
            each.is_under_review,
            each.worked_in_id,
        )
        for each in working.figures.order_by("pk")
    ]
    return trusts, figures


def keep_edition(
    working: Working, trusts: list[Trust], figures: list[Measured], *, at: datetime
) -> None:
    """Rank the trusts by the release's definitions, and make the working ready."""
    version = working.release.definitions
    metrics = {each.metric: each for each in version.metrics.all()}
    results = standings(
        _entries(trusts, figures, metrics),
        {m: Rule(each.lower_is_better, each.weight) for m, each in metrics.items()},
        least_share=version.least_share,
        fewest_peers=version.fewest_peers,
    )
    Standing.objects.bulk_create(
        _standing(working, trust, figures, results[trust.organisation.pk])
        for trust in trusts
    )
    Figure.objects.bulk_create(
        _figure(
            working,
            each,
            figure_of(each, metrics[each.metric]),
            results[each.organisation_id].places.get(each.metric, Place()),
        )
        for each in figures
    )
    working.state, working.worked_out_at = WorkingState.READY, at
    working.save(update_fields=["state", "worked_out_at"])


def figure_of(measured: Measured, metric: MetricDefinition) -> Decimal | None:
    """As it is shown; a part of a whole is never below nought or above one, whatever
    returns do."""
    if measured.why_not:
        return None
    ratio = measured.numerator / measured.denominator
    if metric.metric != Metric.PRICE:
        ratio = min(max(ratio, NOUGHT), ONE)
    return rounded(ratio, metric.step)


def _entries(
    trusts: list[Trust],
    figures: list[Measured],
    metrics: Mapping[str, MetricDefinition],
) -> dict[int, Entry]:
    shown: dict[int, dict[str, Decimal]] = {}
    for each in figures:
        figure = figure_of(each, metrics[each.metric])
        if figure is not None and not each.is_under_review:
            shown.setdefault(each.organisation_id, {})[each.metric] = figure
    return {
        trust.organisation.pk: Entry(
            group=GROUP_OF[Kind(trust.organisation.kind)],
            share=_share(_data_quality(figures, trust)),
            figures=shown.get(trust.organisation.pk, {}),
        )
        for trust in trusts
    }


def _data_quality(figures: list[Measured], trust: Trust) -> Measured:
    [found] = [
        each
        for each in figures
        if each.metric == Metric.DATA and each.organisation_id == trust.organisation.pk
    ]
    return found


def _share(data: Measured) -> Decimal | None:
    """What can be compared, which is the gate; also while the figure is in question."""
    return share_of(data.numerator, data.denominator)


def _standing(
    working: Working, trust: Trust, figures: list[Measured], result: Result
) -> Standing:
    data = _data_quality(figures, trust)
    return Standing(
        working=working,
        organisation=trust.organisation,
        group=GROUP_OF[Kind(trust.organisation.kind)],
        spend=data.denominator,
        share=_share(data),
        newest_order_on=trust.newest_order_on,
        why_not_ranked=result.why_not,
        band=result.band,
        score=result.score,
    )


def _figure(
    working: Working, measured: Measured, figure: Decimal | None, place: Place
) -> Figure:
    return Figure(
        working=working,
        organisation_id=measured.organisation_id,
        metric=measured.metric,
        numerator=measured.numerator,
        denominator=measured.denominator,
        lines_in=measured.lines_in,
        lines=measured.lines,
        figure=figure,
        why_not=measured.why_not,
        is_under_review=measured.is_under_review,
        band=place.band,
        place=place.place,
        weight=place.weight,
        worked_in_id=measured.worked_in or working.pk,
    )
