"""The league table and the rows behind it as files, exact to the last decimal."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from procurement.league.drilling import NOT_SHOWN, Rows
from procurement.league.examples import Row
from procurement.league.metrics import SPEND
from procurement.league.models import AdoptionRow, Figure, Metric, SpendRow
from procurement.league.showing import Table
from procurement.league.trust_page import untold_metrics
from trusts.exports import (
    COUNT,
    DAY,
    EACHES,
    PERCENT,
    PLAIN,
    POUNDS,
    PRICE_EACH,
    PRICES,
    About,
    Cell,
    Column,
    Sheet,
)
from trusts.models import Membership
from trusts.successions import day_in_words

COLUMNS = (
    Column("Group", width=30),
    Column("Trust", width=36),
    Column("Code", width=8),
    Column("Metric", width=20),
    Column("Figure (fraction)", PERCENT),
    Column("Band"),
    Column("Weight (fraction)", PERCENT),
    Column("Numerator (pounds)", POUNDS),
    Column("Denominator (pounds)", POUNDS),
    Column("Lines in it", COUNT),
    Column("Lines", COUNT),
    Column("Not measured because", PLAIN, 40),
    Column("In question", PLAIN, 14),
    Column("Overall band"),
    Column("Not ranked because", PLAIN, 40),
    Column("Spend in the period (pounds)", POUNDS),
    Column("Comparable (fraction)", PERCENT),
    Column("Newest order", DAY),
)
PRICE_COLUMNS = (
    Column("Product", width=48),
    Column("Price each (pounds)", PRICE_EACH),
    Column("Median price each (pounds)", PRICE_EACH),
    Column("Trusts", COUNT, 8),
    Column("Eaches in 12 months", EACHES),
    Column("Paid (pounds a year)", POUNDS),
    Column("Effect (pounds a year)", POUNDS),
    Column("Disputed", width=10),
)
GAP_COLUMNS = (
    Column("Product", width=48),
    Column("Gap as the period began (pounds a year)", POUNDS),
    Column("Price each then (pounds)", PRICE_EACH),
    Column("Price each at the end (pounds)", PRICE_EACH),
    Column("What became of it", width=24),
)
ADOPTION_COLUMNS = (
    Column("Standard", width=40),
    Column("Version", width=8),
    Column("Bought of all considered (uses)", EACHES),
    Column("On the standard (uses)", EACHES),
)
SPEND_COLUMNS = (
    Column("Supplier", width=32),
    Column("Spend (pounds)", POUNDS),
    Column("Order lines", COUNT),
    Column("On catalogue (pounds)", POUNDS),
    Column("Lines on catalogue", COUNT),
    Column("Under contract (pounds)", POUNDS),
    Column("Lines under contract", COUNT),
    Column("Comparable (pounds)", POUNDS),
    Column("Lines comparable", COUNT),
)


def about(table: Table, *, by: Membership, at: datetime) -> About:
    """What a file of the release says of itself, with every definition and weight."""
    release = table.release
    days = f"{day_in_words(release.period_from)} to {day_in_words(release.as_at)}"
    return About(
        f"League table, {days}; {release.get_state_display().lower()}; "
        f"version {table.definitions.number} of the definitions",
        why="To see where each trust stands, and what would move it.",
        by=by,
        at=at,
        as_at=release.as_at,
        organisation=None,
        confidentiality=PRICES,
        definitions=(
            ("Spend", SPEND),
            *(
                (
                    f"{each.name}, {each.weight.normalize():f}%",
                    f"{each.definition} = {each.formula}.",
                )
                for each in table.metrics
            ),
        ),
    )


def about_rows(figure: Figure, *, by: Membership, at: datetime) -> About:
    """What a file of the rows behind one figure says of itself."""
    working = figure.working
    metric = working.release.definitions.metrics.get(metric=figure.metric)
    return About(
        f"League table, {metric.name} of {figure.organisation.code}, {working.release}",
        why="To check a figure of the league table against the rows it is the sum of.",
        by=by,
        at=at,
        as_at=working.release.as_at,
        organisation=figure.organisation,
        definitions=(
            ("Spend", SPEND),
            (metric.name, f"{metric.definition} = {metric.formula}."),
        ),
        confidentiality=PRICES,
    )


def figure_sheet(table: Table, *, member: Membership) -> Sheet:
    return Sheet("Figures", COLUMNS, _figures(table, member=member))


def _figures(table: Table, *, member: Membership) -> Iterator[list[Cell]]:
    for group in table.groups:
        for row in group.whole:
            standing = row.standing
            untold = _untold(row, member=member)
            for cell in row.cells:
                yield [
                    group.label,
                    standing.organisation.name,
                    standing.organisation.code,
                    cell.metric.name,
                    *_figure(
                        cell.figure,
                        sees_pounds=row.sees_pounds
                        and cell.figure.metric not in untold,
                    ),
                    cell.mark,
                    standing.get_band_display(),
                    standing.why_not_ranked,
                    standing.spend if row.sees_pounds else None,
                    standing.share,
                    standing.newest_order_on,
                ]


def _untold(row: Row, *, member: Membership) -> set[str]:
    """Of another trust no pounds are shown in any case."""
    if not row.is_own:
        return set()
    return untold_metrics([cell.figure for cell in row.cells], member=member)


def _figure(figure: Figure, *, sees_pounds: bool) -> list[Cell]:
    pounds = [figure.numerator, figure.denominator, figure.lines_in, figure.lines]
    if figure.metric == Metric.ADOPTION:  # it counts uses
        sees_pounds = False
    return [
        figure.figure,
        figure.get_band_display(),
        figure.weight,
        *(pounds if sees_pounds else [None] * len(pounds)),
        figure.why_not,
    ]


def row_sheet(rows: Rows) -> Sheet:
    """All the rows that a figure is the sum of."""
    columns, cells = _ROWS.get(Metric(rows.figure.metric), (SPEND_COLUMNS, _spend))
    return Sheet("Rows", columns, map(cells, rows.all().iterator(2000)))


def _price(row: Any) -> list[Cell]:
    return [
        row.product.description,
        row.price_each,
        row.median_price if row.is_told else NOT_SHOWN,
        row.trusts,
        row.units_12m,
        row.paid,
        row.effect if row.is_told else NOT_SHOWN,
        "yes" if row.is_disputed else "no",
    ]


def _gap(row: Any) -> list[Cell]:
    return [
        row.product.description,
        row.gap_value if row.is_told else NOT_SHOWN,
        row.price_then,
        row.price_now,
        row.get_outcome_display(),
    ]


def _adoption(row: AdoptionRow) -> list[Cell]:
    version = row.version
    name = version.specification.name
    return [name, version.number, row.eligible, row.on_standard]


def _spend(row: SpendRow) -> list[Cell]:
    return [
        row.supplier.name if row.supplier else "(none named)",
        row.spend,
        row.lines,
        row.on_catalogue,
        row.lines_on_catalogue,
        row.under_contract,
        row.lines_under_contract,
        row.comparable,
        row.lines_comparable,
    ]


_ROWS: dict[Metric, tuple[tuple[Column, ...], Callable[[Any], list[Cell]]]] = {
    Metric.PRICE: (PRICE_COLUMNS, _price),
    Metric.GAPS: (GAP_COLUMNS, _gap),
    Metric.ADOPTION: (ADOPTION_COLUMNS, _adoption),
}
