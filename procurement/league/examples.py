"""How the trusts of the top quarter got there, out of the rows behind their figures."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from procurement.league.models import (
    Band,
    Figure,
    GapRow,
    MetricDefinition,
    PriceRow,
    Standing,
)
from trusts.models import Membership


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure in the table, with the mark of a challenge that is not settled."""

    metric: MetricDefinition
    figure: Figure
    mark: str


@dataclass(frozen=True, slots=True)
class Row:
    """One trust. Its pounds are for itself and the regional office: others read what
    part of the spend it is, not how much is spent."""

    standing: Standing
    cells: list[Cell]
    is_own: bool
    sees_pounds: bool


@dataclass(frozen=True, slots=True)
class Example:
    """How one trust of the top quarter got there, by one metric."""

    standing: Standing
    rows: list[Any]


@dataclass(frozen=True, slots=True)
class HowTo:
    """By one metric: the trusts of the top quarter, with what they did where rows say
    so."""

    metric: MetricDefinition
    examples: list[Example]


def how_they_got_it(
    rows: list[Row],
    metrics: list[MetricDefinition],
    examples: dict[tuple[int, str], list[Any]],
) -> list[HowTo]:
    found = [
        HowTo(
            metric,
            [
                Example(
                    row.standing,
                    examples.get((row.standing.organisation_id, metric.metric), []),
                )
                for row in rows
                if row.cells[number].figure.band == Band.TOP
            ],
        )
        for number, metric in enumerate(metrics)
    ]
    return [each for each in found if each.examples]


def examples_of(
    figures: list[Figure], *, member: Membership, on: date
) -> dict[tuple[int, str], list[Any]]:
    """The few rows, by trust and metric, that say how it got there; none on a price
    that is disputed by now."""
    prices, gaps = (
        {
            each.organisation_id: each.worked_in_id
            for each in figures
            if each.metric == m
        }
        for m in ("M1", "M2")
    )
    found: dict[tuple[int, str], list[Any]] = {}
    for row in (
        PriceRow.objects.visible_to(member)
        .filter(working__in=set(prices.values()), is_example=True)
        .told()
        .not_disputed(on=on)
        .select_related("product")
        .order_by("effect", "pk")
    ):
        if prices.get(row.organisation_id) == row.working_id:
            found.setdefault((row.organisation_id, "M1"), []).append(row)
    for gap in (
        GapRow.objects.visible_to(member)
        .filter(working__in=set(gaps.values()), is_example=True)
        .told()
        .select_related("product")
        .order_by("-gap_value", "pk")
    ):
        if gaps.get(gap.organisation_id) == gap.working_id:
            found.setdefault((gap.organisation_id, "M2"), []).append(gap)
    return found
