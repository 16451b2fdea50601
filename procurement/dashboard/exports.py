"""The dashboard as a workbook, exact to the penny, with what its words mean."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.utils import timezone

from procurement.dashboard.breakdowns import (
    BREAKDOWNS,
    NOT_TAKEN_UP,
    OF_PRODUCTS,
    offered,
)
from procurement.dashboard.reading import Place, Reading
from procurement.dashboard.sums import STAGES, Row, Sums
from procurement.dashboard.waiting import Confirmed
from trusts.exports import (
    COUNT,
    DAY,
    POUNDS,
    PRICES,
    About,
    Cell,
    Column,
    Sheet,
    trust_of,
)

DEFINITIONS = (
    ("Realised", "From order lines, and confirmed by the trust’s own finance."),
    ("Agreed", "Baseline and price signed by finance; its months not yet confirmed."),
    ("Identified", "Aimed at, in an initiative or in a listed gap that none took up."),
    ("One pound", "A pound of a trust, a product and a month is in one stage alone."),
    ("In year", "Months of the financial year, April to March."),
    ("Full year", "Twelve months."),
    ("Cash-releasing", "Paid less than the baseline for what was bought; signed."),
    ("Cost avoidance", "A documented rise that was avoided; never in the other sum."),
    ("Waiting", "What order lines say of agreed months finance has not confirmed."),
    ("Leakage", "Paid above the agreed price."),
    ("Money", "Pounds without VAT."),
)
_FIGURES = tuple(
    Column(f"{name.capitalize()}, {what} (£)", POUNDS)
    for name in STAGES
    for what in ("in year", "full year")
)
_IN_YEAR = _FIGURES[::2]
_MORE = (
    Column("Cost avoidance, in year (£)", POUNDS),
    Column("Waiting (£)", POUNDS),
    Column("Leakage (£)", POUNDS),
)


def about(title: str, place: Place, *, at: datetime) -> About:
    """What the workbook and the board paper say of themselves."""
    return About(
        title,
        why="To show what is saved, agreed and still to be had against the target.",
        by=place.member,
        at=at,
        as_at=place.on,
        organisation=trust_of(place.member, place.organisation),
        definitions=DEFINITIONS,
        confidentiality=PRICES,
    )


def sheets(reading: Reading, confirmed: Confirmed) -> Iterator[Sheet]:
    yield Sheet(
        "Savings", (Column("What", width=44), Column("£", POUNDS)), _sums(reading)
    )
    for name in offered(reading.place):
        label, rows = BREAKDOWNS[name]
        shown, of = (_IN_YEAR, _in_year) if name in OF_PRODUCTS else (_FIGURES, _both)
        columns = (Column(label, width=44), *shown, *_MORE)
        yield Sheet(f"By {name}", columns, _rows(rows(reading), of))
    columns = (Column("Month", DAY, width=24), *_IN_YEAR, *_MORE)
    yield Sheet("By month", columns, _months(reading))
    yield Sheet("Waiting", _WAITING, _waiting(confirmed))


_WAITING = (
    Column("Trust", width=44),
    Column("Months that wait", COUNT),
    Column("The oldest", DAY),
    Column("Last reminded", DAY),
)


def _sums(reading: Reading) -> Iterator[tuple[Cell, ...]]:
    total = reading.total
    for name in STAGES:
        stage = total.of(name)
        yield f"{name.capitalize()}, in year", stage.in_year
        yield f"{name.capitalize()}, full year", stage.full_year
        yield f"{name.capitalize()}, cost avoidance in year", stage.avoided
    yield "One-off costs of parts that start in the year", reading.one_off_cost
    yield "Given up in the year, full year", reading.lost
    yield "Waiting for finance", total.waiting
    yield "Leakage", total.leakage
    if reading.target and reading.place.is_region:
        yield "Target of the year", reading.target.amount


def _rows(
    rows: Iterable[Row], of: Callable[[Sums], tuple[Cell, ...]]
) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        yield row.name, *of(row.sums), *_more(row.sums)


def _months(reading: Reading) -> Iterator[tuple[Cell, ...]]:
    """Listed gaps are of no month: they have a row of their own."""
    for month, sums in reading.by_month.items():
        yield month, *sums.in_year, *_more(sums)
    if reading.open_gaps:
        sums = reading.not_taken_up
        yield NOT_TAKEN_UP, *sums.in_year, *_more(sums)


def _waiting(confirmed: Confirmed) -> Iterator[tuple[Cell, ...]]:
    for each in confirmed.waiting:
        reminded = timezone.localdate(each.reminded_at) if each.reminded_at else None
        yield each.trust.name, len(each.months), each.months[0], reminded


def _in_year(sums: Sums) -> tuple[Cell, ...]:
    return sums.in_year


def _both(sums: Sums) -> tuple[Cell, ...]:
    stages = (sums.of(name) for name in STAGES)
    return tuple(
        figure for stage in stages for figure in (stage.in_year, stage.full_year)
    )


def _more(sums: Sums) -> tuple[Cell, ...]:
    return sums.avoided, sums.waiting, sums.leakage
