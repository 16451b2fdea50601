"""What the pages of the league table show, out of what a member may see of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from procurement.league.editions import newest_ready
from procurement.league.examples import (
    Cell,
    HowTo,
    Row,
    examples_of,
    how_they_got_it,
)
from procurement.league.models import (
    Challenge,
    DefinitionVersion,
    Figure,
    Group,
    MetricDefinition,
    Outcome,
    Release,
    Standing,
    Working,
)
from procurement.league.wording import range_text
from trusts.models import Membership


@dataclass(frozen=True, slots=True)
class GroupTable:
    """One peer group. `ranges` are from the least to the most figure, by metric;
    `metrics` and `rows` without what is measured at none of it, `whole` with it."""

    label: str
    metrics: list[MetricDefinition]
    rows: list[Row]
    whole: list[Row]
    ranges: list[str]
    has_bands: bool
    how: list[HowTo]

    @property
    def is_own(self) -> bool:
        return any(row.is_own for row in self.rows)


@dataclass(frozen=True, slots=True)
class NotMeasured:
    """A metric that counts for nobody in this release, and why."""

    metric: MetricDefinition
    why_not: str


@dataclass(frozen=True, slots=True)
class Table:
    """A release as the member may see it."""

    release: Release
    working: Working | None
    definitions: DefinitionVersion
    metrics: list[MetricDefinition]
    groups: list[GroupTable] = field(default_factory=list)
    not_measured: list[NotMeasured] = field(default_factory=list)

    @property
    def own(self) -> Row | None:
        rows = (row for group in self.groups for row in group.rows if row.is_own)
        return next(rows, None)


def seen_releases(member: Membership):
    """The releases the member may see, with their definitions and who did what."""
    return Release.objects.visible_to(member).select_related(
        "definitions",
        "prepared_by__user",
        "preview_opened_by__user",
        "released_by__user",
        "withdrawn_by__user",
    )


def table_of(release: Release, *, member: Membership, on: date) -> Table:
    """The newest working of a release, by group; the member's own group first."""
    metrics = list(release.definitions.metrics.order_by("metric"))
    working = newest_ready(release.pk)
    if working is None:
        return Table(release, None, release.definitions, metrics)
    standings = list(
        Standing.objects.visible_to(member)
        .filter(working=working)
        .select_related("organisation")
        .order_by("organisation__name")
    )
    figures = list(Figure.objects.visible_to(member).filter(working=working))
    rows = rows_of(standings, figures, metrics, marks_of(release), member=member)
    examples = examples_of(figures, member=member, on=on)
    groups = [
        _group(group, found, metrics, examples)
        for group in Group
        if (found := [row for row in rows if row.standing.group == group])
    ]
    return Table(
        release,
        working,
        release.definitions,
        metrics,
        sorted(groups, key=lambda group: not group.is_own),
        _not_measured(metrics, figures),
    )


def rows_of(
    standings: Iterable[Standing],
    figures: Iterable[Figure],
    metrics: Iterable[MetricDefinition],
    marks: dict[tuple[int, str], str],
    *,
    member: Membership,
) -> list[Row]:
    by_key = {(each.organisation_id, each.metric): each for each in figures}
    return [
        Row(
            standing,
            [
                Cell(metric, by_key[key], marks.get(key, ""))
                for metric in metrics
                if (key := (standing.organisation_id, metric.metric)) in by_key
            ],
            is_own := standing.organisation_id == member.organisation_id,
            is_own or member.sees_region,
        )
        for standing in standings
    ]


def marks_of(release: Release) -> dict[tuple[int, str], str]:
    """By trust and metric, what to show beside a figure that is in question. That it is
    so is no secret; what was said is the trust's (see `Challenge`)."""
    marks = {}
    for each in Challenge.objects.filter(release=release).order_by("pk"):
        key = (each.organisation_id, each.metric)
        if each.is_open:
            marks[key] = "Challenged"
        elif each.outcome == Outcome.UNDER_REVIEW:
            marks[key] = "Under review"
    return marks


def _group(
    group: Group,
    rows: list[Row],
    metrics: list[MetricDefinition],
    examples: dict[tuple[int, str], list[Any]],
) -> GroupTable:
    """With the metrics that somebody of the group is measured by."""
    shown = [
        metric
        for number, metric in enumerate(metrics)
        if any(row.cells[number].figure.figure is not None for row in rows)
    ]
    kept = [
        Row(
            row.standing,
            [c for c in row.cells if c.metric in shown],
            row.is_own,
            row.sees_pounds,
        )
        for row in rows
    ]
    return GroupTable(
        label=group.label,
        metrics=shown,
        rows=kept,
        whole=rows,
        ranges=[
            range_text(metric.metric, _figures(kept, number))
            for number, metric in enumerate(shown)
        ],
        has_bands=any(row.standing.band for row in rows),
        how=how_they_got_it(kept, shown, examples),
    )


def _figures(rows: list[Row], number: int) -> list[Decimal]:
    """What the metric with this place says of those that it is measured at."""
    figures = (row.cells[number].figure.figure for row in rows)
    return [figure for figure in figures if figure is not None]


def _not_measured(
    metrics: list[MetricDefinition], figures: list[Figure]
) -> list[NotMeasured]:
    """Those that have a figure nowhere, with the reason that is given most."""
    found = []
    for metric in metrics:
        mine = [each for each in figures if each.metric == metric.metric]
        if mine and all(each.figure is None for each in mine):
            reasons = [each.why_not for each in mine]
            why_not = max(sorted(set(reasons)), key=reasons.count)
            found.append(NotMeasured(metric, why_not))
    return found


def weight_shared_out(not_measured: Iterable[NotMeasured]) -> Decimal:
    """In per cent, what the others have taken over for everybody."""
    return sum((each.metric.weight for each in not_measured), Decimal(0))
