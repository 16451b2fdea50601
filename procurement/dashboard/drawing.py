"""The charts of the dashboard, from what was read. Cash-releasing pounds only."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from procurement.dashboard.reading import Reading
from procurement.dashboard.sums import NOTHING, Row
from procurement.savings.years import month_of
from procurement.ui.charts import Chart, bar_chart, line_chart, waterfall_chart
from procurement.ui.drawing.bars import Bar
from procurement.ui.drawing.lines import Band, Line
from procurement.ui.drawing.waterfall import Step

PARTS = [("Realised", "realised"), ("Agreed", "agreed"), ("Identified", "identified")]
BARS = 15  # rows of a chart; the table below has them all


def waterfall_of(reading: Reading) -> Chart:
    """From all that was found to what is realised, in pounds of twelve months."""
    total = reading.total
    realised, agreed = total.realised.full_year, total.agreed.full_year
    identified = total.identified.full_year
    found = realised + agreed + identified + reading.lost
    return waterfall_chart(
        "from-found-to-realised",
        "From found to realised, in a full year",
        "Pounds of twelve months, cash-releasing. Each pound stands in one step.",
        steps=[
            Step("Found", found, "total", is_whole=True),
            Step("Lost", -reading.lost, "lost"),
            Step("Not yet agreed", -identified, "identified"),
            Step("Not yet realised", -agreed, "agreed"),
            Step("Realised", realised, "realised", is_whole=True),
        ],
    )


def cumulative_of(reading: Reading) -> Chart:
    """Realised since April; where what is agreed leads, and what is identified."""
    place, months = reading.place, reading.place.year.months
    realised: list[Decimal | None] = []
    ahead: list[Decimal | None] = []
    between: list[tuple[Decimal, Decimal] | None] = []
    done = coming = hoped = NOTHING
    for month in months:
        sums = reading.by_month[month]
        done += sums.realised.in_year
        coming += sums.agreed.in_year
        hoped += sums.identified.in_year
        is_over = month < month_of(place.on)
        realised.append(done if is_over else None)
        is_ahead = month >= _last_over(reading)
        ahead.append(done + coming if is_ahead else None)
        between.append((done + coming, done + coming + hoped) if is_ahead else None)
    lines = [
        Line("Realised", "actual", tuple(realised)),
        Line("Forecast", "forecast", tuple(ahead)),
        *_target(reading),
    ]
    return line_chart(
        "realised-since-april",
        "Realised since April, and where it leads",
        "Realised is what finance confirmed; the forecast adds what is agreed, the "
        "band reaches to what initiatives have identified besides.",
        labels=[f"{month:%b}" for month in months],
        several=lines,
        band=Band("Forecast to, with identified", tuple(between)),
    )


def bars_of(rows: Sequence[Row], of: str) -> Chart:
    largest = rows[:BARS]
    return bar_chart(
        "by-each",
        f"By {of.lower()}",
        "This financial year, cash-releasing; each pound in one part of one bar.",
        rows=[Bar(row.name, row.sums.in_year) for row in largest],
        parts=PARTS,
        of=of,
        urls=[row.url for row in largest],
    )


def _target(reading: Reading) -> list[Line]:
    """The region's target, in equal months."""
    if reading.target is None or not reading.place.is_region:
        return []
    months = len(reading.place.year.months)
    share = reading.target.amount / months
    steps = tuple(round(share * number, 2) for number in range(1, months + 1))
    return [Line("Target", "target", steps)]


def _last_over(reading: Reading) -> date:
    """The last month that is over, or the year's first where none is."""
    over = [m for m in reading.place.year.months if m < month_of(reading.place.on)]
    return over[-1] if over else reading.place.year.first_month
