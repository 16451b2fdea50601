"""The plain gap rule, worked through by hand and against a region made elsewhere."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from procurement.demonstration.gap_truth import (
    Paid,
    TrustTally,
    product_gaps,
    true_gaps,
    without_suspects,
)

SAMPLE = Path(__file__).parents[4] / "shared" / "data" / "sample_region"


def paid(trust, price, units=10_000, *, steady=True):
    return Paid(trust, 1, Decimal(price), units, steady)


def codes(paids):
    return "".join(each.trust for each in paids)


def only_price(tally):
    [price] = tally.closed()
    return price


def test_gloves_worked_by_hand():
    """Northgate 0.065, Southmere 0.052; Eastwood's one odd order is no reference."""
    gaps = list(
        product_gaps(
            [
                paid("E", "0.030000", 100, steady=False),
                paid("N", "0.065000", 150_000),
                paid("S", "0.052000", 120_000),
            ]
        )
    )

    [gap] = gaps
    assert gap.row() == [
        "N", "1", "0.065000", "0.052000", "S", "0.052000", "150000", "1950.00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("prices", "left"),
    [
        ("1", ""),
        ("1 2.99", "AB"),
        ("1 3", ""),
        ("1 1 3", "AB"),
        ("1 1.1 12 1.2", "ABD"),
        ("1 1 0.33", "AB"),
        ("0.5 1 1.6", ""),
    ],
)
def test_without_suspects(prices, left):
    priced = zip("ABCD", prices.split(), strict=False)
    paids = [paid(code, price) for code, price in priced]

    assert codes(without_suspects(paids)) == left


def test_lowest_price_on_a_tie_is_the_first_code():
    gaps = list(product_gaps([paid("C", "1"), paid("B", "1"), paid("A", "2")]))

    assert [gap.lowest.trust for gap in gaps] == ["B"]


@pytest.mark.parametrize(("units", "lowest"), [(999, "B"), (1_000, "A")])
def test_reference_that_buys_seldom_needs_a_tenth_of_the_usual_units(units, lowest):
    few = paid("A", "1.00", units, steady=False)

    [*_, gap] = product_gaps([few, paid("B", "1.50"), paid("C", "2.00")])

    assert gap.lowest.trust == lowest


@pytest.mark.parametrize(
    ("dear", "units", "listed"),
    [
        ("1.10", 5_000, True),  # exactly 500 pounds
        ("1.10", 4_999, False),
        ("1.02", 1_000_000, False),  # 1.96 %
        ("1.03", 1_000_000, True),
    ],
)
def test_listed_from_500_pounds_and_2_percent(dear, units, listed):
    gaps = list(product_gaps([paid("A", "1.00"), paid("B", dear, units)]))

    assert bool(gaps) is listed


def test_price_is_of_90_days_then_of_180_then_none():
    recent, older, stale = TrustTally("A"), TrustTally("A"), TrustTally("A")
    recent.add(1, 89, 10, 30_000, paid=True)
    recent.add(1, 90, 10, 990_000, paid=True)
    older.add(1, 90, 10, 40_000, paid=True)
    older.add(1, 179, 20, 20_000, paid=True)
    stale.add(1, 180, 10, 40_000, paid=True)

    assert only_price(recent).price == Decimal("0.300000")
    assert only_price(older).price == Decimal("0.200000")
    assert list(stale.closed()) == []


def test_units_count_free_ones_and_take_off_returns_but_make_no_price():
    tally = TrustTally("A")
    tally.add(1, 0, 100, 1_000_000, paid=True)
    tally.add(1, 0, 50, 0, paid=False)
    tally.add(1, 364, -30, -300_000, paid=False)
    tally.add(1, 365, 1_000, 10_000_000, paid=True)

    price = only_price(tally)
    assert (price.price, price.units, price.steady) == (Decimal(1), 120, False)


def test_units_are_never_below_nought():
    tally = TrustTally("A")
    tally.add(1, 0, 100, 1_000_000, paid=True)
    tally.add(1, 0, -150, -1_500_000, paid=False)

    assert only_price(tally).units == 0


@pytest.mark.parametrize(
    ("ages", "steady"),
    [((1, 2, 3), True), ((1, 1, 2), True), ((1, 1, 1), False), ((1, 2), False)],
)
def test_steady_is_three_lines_on_two_days(ages, steady):
    tally = TrustTally("A")
    for age in ages:
        tally.add(1, age, 1, 10_000, paid=True)

    assert only_price(tally).steady is steady


def test_price_is_rounded_half_up_to_six_decimals():
    tally = TrustTally("A")
    tally.add(1, 0, 2_000_000, 10_000, paid=True)  # 0.0000005

    assert only_price(tally).price == Decimal("0.000001")


def test_true_gaps_equal_those_of_a_region_made_elsewhere():
    if not SAMPLE.is_dir():
        pytest.skip("the sample region is not beside this checkout")
    on, tallies = date(2026, 9, 30), {}
    for line in read(SAMPLE / "truth" / "lines.csv"):
        tally = tallies.setdefault(line["trust"], TrustTally(line["trust"]))
        tally.add(
            int(line["product"]),
            (on - date.fromisoformat(line["order_date"])).days,
            int(line["eaches"]),
            int(Decimal(line["net_value"]).scaleb(4)),
            paid=line["price_evidence"] == "1",
        )

    gaps = true_gaps([tally.closed() for tally in tallies.values()])

    expected = [list(row.values()) for row in read(SAMPLE / "truth" / "gaps.csv")]
    assert sorted(gap.row() for gap in gaps) == sorted(expected)


def read(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
