"""The league table and the rows behind it as CSV files, exact to the last decimal."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from procurement.league.drilling import Rows, as_lines
from procurement.league.models import Figure
from procurement.league.showing import Table
from trusts.exports import as_number, as_text
from trusts.models import Membership

HEADINGS = (
    "Group",
    "Trust",
    "Code",
    "Metric",
    "Figure (fraction)",
    "Band",
    "Weight",
    "Numerator (pounds)",
    "Denominator (pounds)",
    "Lines in it",
    "Lines",
    "Not measured because",
    "In question",
    "Overall band",
    "Not ranked because",
    "Spend in the period (pounds)",
    "Comparable (fraction)",
    "Period from",
    "Period to",
    "Definition",
    "Formula",
    "Version of the definitions",
    "Exported by",
    "Exported at",
    "Confidential",
)
CONFIDENTIAL = "For the trusts of the region only. Not for suppliers."


def figure_lines(table: Table, *, by: Membership, at: datetime) -> Iterator[list[str]]:
    """Headings, then one line a trust and metric."""
    yield list(HEADINGS)
    for group in table.groups:
        for row in group.rows:
            standing = row.standing
            for cell in row.cells:
                yield [
                    group.label,
                    as_text(standing.organisation.name),
                    as_text(standing.organisation.code),
                    cell.metric.name,
                    *_figure(cell.figure),
                    cell.mark,
                    standing.get_band_display(),
                    standing.why_not_ranked,
                    as_number(standing.spend),
                    as_number(standing.share),
                    table.release.period_from.isoformat(),
                    table.release.as_at.isoformat(),
                    cell.metric.definition,
                    cell.metric.formula,
                    str(table.definitions.number),
                    as_text(str(by)),
                    timezone.localtime(at).isoformat(timespec="minutes"),
                    CONFIDENTIAL,
                ]


def _figure(figure: Figure) -> list[str]:
    return [
        as_number(figure.figure),
        figure.get_band_display(),
        as_number(figure.weight),
        as_number(figure.numerator),
        as_number(figure.denominator),
        "" if figure.lines_in is None else str(figure.lines_in),
        "" if figure.lines is None else str(figure.lines),
        figure.why_not,
    ]


def row_lines(rows: Rows) -> Iterator[list[str]]:
    for line in as_lines(rows):
        yield [_cell(each) for each in line]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return as_number(value)
    if isinstance(value, date):
        return value.isoformat()
    return as_text(str(value))
