"""The dashboard as a workbook, exact to the penny, with what its words mean."""

from collections.abc import Iterable, Iterator

from procurement.dashboard.breakdowns import BREAKDOWNS, offered
from procurement.dashboard.reading import Reading
from procurement.dashboard.sums import STAGES, Row, Sums
from procurement.dashboard.waiting import Confirmed
from trusts.exports import COUNT, DAY, POUNDS, Cell, Column, Sheet

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
_MORE = (
    Column("Cost avoidance, in year (£)", POUNDS),
    Column("Waiting (£)", POUNDS),
    Column("Leakage (£)", POUNDS),
)


def sheets(reading: Reading, confirmed: Confirmed) -> Iterator[Sheet]:
    yield Sheet(
        "Savings", (Column("What", width=44), Column("£", POUNDS)), _sums(reading)
    )
    for name in offered(reading.place):
        label, rows = BREAKDOWNS[name]
        columns = (Column(label, width=44), *_FIGURES, *_MORE)
        yield Sheet(f"By {name}", columns, _rows(rows(reading)))
    columns = (Column("Month", DAY), *_FIGURES[::2], *_MORE)
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


def _rows(rows: Iterable[Row]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        yield row.name, *_both(row.sums), *_more(row.sums)


def _months(reading: Reading) -> Iterator[tuple[Cell, ...]]:
    for month, sums in reading.by_month.items():
        yield month, *sums.in_year, *_more(sums)


def _waiting(confirmed: Confirmed) -> Iterator[tuple[Cell, ...]]:
    for each in confirmed.waiting:
        reminded = each.reminded_at.date() if each.reminded_at else None
        yield each.trust.name, len(each.months), each.months[0], reminded


def _both(sums: Sums) -> Iterator[Cell]:
    for name in STAGES:
        stage = sums.of(name)
        yield from (stage.in_year, stage.full_year)


def _more(sums: Sums) -> tuple[Cell, ...]:
    return sums.avoided, sums.waiting, sums.leakage
