"""The small charts of prices by month."""

from datetime import date
from decimal import Decimal

from procurement.products.trend import HEIGHT, Series, trend_of

MONTHS = [date(2026, month, 1) for month in range(1, 7)]


def series(name, *prices, kind="peer"):
    paid = zip(MONTHS, prices, strict=False)
    return Series(name, kind, {m: Decimal(price) for m, price in paid if price})


def test_a_month_without_an_order_breaks_the_line():
    trend = trend_of([series("A", "1", "2", None, "2", "3")], MONTHS)

    [chart] = trend.charts
    assert [(a.month.month, b.month.month) for a, b in chart.segments] == [
        (1, 2),
        (4, 5),
    ]
    assert len(chart.dots) == 4
    assert chart.last.price == 3


def test_all_charts_have_one_scale_and_dear_stands_high():
    trend = trend_of([series("A", "1", "2"), series("B", "2", "1.5")], MONTHS)

    first, second = trend.charts
    assert (trend.low, trend.high) == (1, 2)
    assert first.dots[0].down > second.dots[1].down > second.dots[0].down
    assert first.dots[1].down == second.dots[0].down
    assert all(0 < dot.down < HEIGHT for chart in trend.charts for dot in chart.dots)


def test_a_month_three_times_away_makes_no_scale_and_no_line():
    trend = trend_of([series("A", "1", "1.1", "12", "1.2"), series("B", "1")], MONTHS)

    chart = trend.charts[0]
    assert trend.high == Decimal("1.2")
    assert trend.has_far
    assert [dot.is_believed for dot in chart.dots] == [True, True, False, True]
    assert len(chart.segments) == 1


def test_the_table_has_the_same_figures_newest_first():
    trend = trend_of([series("A", "1", "2"), series("B", None, "3")], MONTHS)

    assert [
        (row.month.month, [price for _, price in row.cells]) for row in trend.rows
    ] == [
        (2, [2, 3]),
        (1, [1, None]),
    ]


def test_without_an_order_there_is_no_chart():
    assert trend_of([series("A")], MONTHS) is None
    assert trend_of([], MONTHS) is None
