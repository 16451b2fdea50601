"""The league table and the rows behind it as files, exact to the last decimal."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from procurement.league.drilling import Rows, as_lines
from procurement.league.examples import Row
from procurement.league.metrics import SPEND
from procurement.league.models import Figure, Metric
from procurement.league.showing import Table
from procurement.league.trust_page import untold_metrics
from trusts.exports import (
    COUNT,
    DAY,
    PLAIN,
    POUNDS,
    PRICES,
    About,
    Cell,
    Column,
    Sheet,
    as_number,
    as_text,
)
from trusts.models import Membership
from trusts.successions import day_in_words

SHARE = "0.0%"
COLUMNS = (
    Column("Group", width=30),
    Column("Trust", width=36),
    Column("Code", width=8),
    Column("Metric", width=20),
    Column("Figure (fraction)", SHARE),
    Column("Band"),
    Column("Weight (fraction)", SHARE),
    Column("Numerator (pounds)", POUNDS),
    Column("Denominator (pounds)", POUNDS),
    Column("Lines in it", COUNT),
    Column("Lines", COUNT),
    Column("Not measured because", PLAIN, 40),
    Column("In question", PLAIN, 14),
    Column("Overall band"),
    Column("Not ranked because", PLAIN, 40),
    Column("Spend in the period (pounds)", POUNDS),
    Column("Comparable (fraction)", SHARE),
    Column("Newest order", DAY),
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


def row_lines(rows: Rows) -> Iterable[list[str]]:
    for line in as_lines(rows):
        yield [_text(each) for each in line]


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return as_number(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return as_text(str(cell))
