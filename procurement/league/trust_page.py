"""One trust's page in a release: how each figure came about, and what would move it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Value

from catalogue.products.models import Supplier
from procurement.league.drawing import Dot, dots_of
from procurement.league.editions import newest_ready
from procurement.league.models import (
    Challenge,
    Figure,
    GapOutcome,
    GapRow,
    Metric,
    MetricDefinition,
    PriceRow,
    Release,
    SpendRow,
    Standing,
    Working,
)
from procurement.league.showing import marks_of
from procurement.league.wording import range_text
from trusts.models import Membership, Organisation

# What would move a figure most: so many of its rows.
MOVERS = 3
# Which column of a spend row is the part that counts.
PARTS = {
    Metric.CATALOGUE: "on_catalogue",
    Metric.CONTRACT: "under_contract",
    Metric.DATA: "comparable",
}


@dataclass(frozen=True, slots=True)
class Before:
    """The same figure in the release before."""

    release: Release
    figure: Figure


@dataclass(frozen=True, slots=True)
class Explained:
    """One metric of the trust. `peers` says the range of its group, once it is out;
    `movers` are the rows that weigh most against it; `challenge` the newest there is;
    `tells_pounds` whether its exact sums may be shown (see `untold_metrics`).
    """

    metric: MetricDefinition
    figure: Figure
    mark: str
    dots: list[Dot]
    peers: str
    movers: list[Any]
    before: Before | None
    challenge: Challenge | None
    tells_pounds: bool

    @property
    def part(self) -> str:
        """In the address of the rows, which part of spend they are sorted by."""
        return PARTS.get(Metric(self.figure.metric), "")


@dataclass(frozen=True, slots=True)
class TrustPage:
    release: Release
    working: Working
    organisation: Organisation
    standing: Standing
    explained: list[Explained]
    is_own: bool
    sees_rows: bool


def trust_page(
    release: Release, organisation: Organisation, *, member: Membership
) -> TrustPage | None:
    """None where the member sees no figure of the trust in this release."""
    working = newest_ready(release.pk)
    if working is None:
        return None
    figures = list(
        Figure.objects.visible_to(member)
        .filter(working=working)
        .select_related("worked_in")
    )
    own = {e.metric: e for e in figures if e.organisation_id == organisation.pk}
    standings = list(Standing.objects.visible_to(member).filter(working=working))
    mine = [each for each in standings if each.organisation_id == organisation.pk]
    if not mine or not own:
        return None
    of_group = {e.organisation_id for e in standings if e.group == mine[0].group}
    peers = [each for each in figures if each.organisation_id in of_group]
    sees_rows = member.sees_region or member.organisation_id == organisation.pk
    return TrustPage(
        release,
        working,
        organisation,
        mine[0],
        _explained(release, organisation, own, peers, member, sees_rows=sees_rows),
        member.organisation_id == organisation.pk,
        sees_rows,
    )


def _explained(
    release: Release,
    organisation: Organisation,
    own: dict[str, Figure],
    peers: list[Figure],
    member: Membership,
    *,
    sees_rows: bool,
) -> list[Explained]:
    marks = marks_of(release)
    movers = movers_of(own.values(), member=member) if sees_rows else {}
    untold = untold_metrics(own.values(), member=member) if sees_rows else set(own)
    before = _before(release, organisation, member=member)
    challenges = {
        each.metric: each
        for each in Challenge.objects.visible_to(member)
        .filter(release=release, organisation=organisation)
        .order_by("pk")
    }
    return [
        Explained(
            metric,
            own[metric.metric],
            marks.get((organisation.pk, metric.metric), ""),
            dots_of(peers, own[metric.metric]),
            _range(peers, metric.metric),
            movers.get(metric.metric, []),
            before.get(metric.metric),
            challenges.get(metric.metric),
            metric.metric not in untold,
        )
        for metric in release.definitions.metrics.order_by("metric")
        if metric.metric in own
    ]


def _range(peers: list[Figure], metric: str) -> str:
    found = [
        each.figure
        for each in peers
        if each.metric == metric and each.figure is not None
    ]
    return range_text(metric, found) if len(found) > 1 else ""


def movers_of(figures: Iterable[Figure], *, member: Membership) -> dict[str, list[Any]]:
    """By metric, the few rows that weigh most against the figure."""
    own = {each.metric: each for each in figures}
    found: dict[str, list[Any]] = {
        Metric.PRICE: list(
            rows_behind(PriceRow.objects.visible_to(member).told(), own[Metric.PRICE])
            .filter(effect__gt=0)
            .select_related("product")
            .order_by("-effect", "-id")[:MOVERS]
        ),
        Metric.GAPS: list(
            rows_behind(GapRow.objects.visible_to(member).told(), own[Metric.GAPS])
            .filter(outcome=GapOutcome.OPEN)
            .select_related("product")
            .order_by("-gap_value", "-id")[:MOVERS]
        ),
    }
    return found | _spend_movers(own, member=member)


def _spend_movers(
    own: dict[str, Figure], *, member: Membership
) -> dict[str, list[SpendRow]]:
    """The suppliers with the most spend outside each part, in one query."""
    parts = [
        rows_behind(SpendRow.objects.visible_to(member), own[metric])
        .annotate(of_metric=Value(str(metric)), outside=F("spend") - F(part))
        .filter(outside__gt=0)
        .order_by("-outside", "-id")[:MOVERS]
        for metric, part in PARTS.items()
        if metric in own and own[metric].figure is not None
    ]
    if not parts:
        return {}
    found: dict[str, list[SpendRow]] = {}
    rows = list(parts[0].union(*parts[1:], all=True))
    suppliers = _suppliers(rows)
    for row in sorted(rows, key=lambda each: (-each.outside, -each.pk)):
        row.supplier = suppliers.get(row.supplier_id)
        found.setdefault(row.of_metric, []).append(row)
    return found


def _suppliers(rows: Iterable[SpendRow]) -> dict[int, Supplier]:
    return Supplier.objects.in_bulk({e.supplier_id for e in rows if e.supplier_id})


def rows_behind(rows: QuerySet, figure: Figure) -> QuerySet:
    """Of all rows that somebody may see, those that the figure is the sum of."""
    return rows.filter(working=figure.worked_in_id, organisation=figure.organisation_id)


def untold_metrics(figures: Iterable[Figure], *, member: Membership) -> set[str]:
    """Those of one trust's metrics of which the member may not see every row: the exact
    sum, less the rows that are shown, would tell the one that is not."""
    if member.sees_region:
        return set()
    kinds: dict[str, QuerySet] = {
        Metric.PRICE: PriceRow.objects.visible_to(member),
        Metric.GAPS: GapRow.objects.visible_to(member),
    }
    found = [
        rows_behind(kinds[figure.metric], figure)
        .filter(is_told=False)
        .values_list(Value(figure.metric))[:1]
        for figure in figures
        if figure.metric in kinds
    ]
    return {metric for (metric,) in found[0].union(*found[1:])} if found else set()


def _before(
    release: Release, organisation: Organisation, *, member: Membership
) -> dict[str, Before]:
    """The figures of the release that was out before this one."""
    earlier = (
        Release.objects.visible_to(member)
        .out()
        .filter(as_at__lt=release.as_at)
        .select_related("definitions")
        .newest_first()
        .first()
    )
    working = newest_ready(earlier.pk) if earlier else None
    if earlier is None or working is None:
        return {}
    return {
        each.metric: Before(earlier, each)
        for each in Figure.objects.visible_to(member).filter(
            working=working, organisation=organisation, figure__isnull=False
        )
    }
