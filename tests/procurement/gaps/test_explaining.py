"""What a page says of a price is what the gap rule did with it, by the oracle."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.gaps.explaining import (
    Paid,
    Verdict,
    compare,
    gap_value,
)
from procurement.gaps.unlisted import why_not_listed
from tests.procurement.gaps import oracle

DAY = date(2026, 9, 30)
LEAST = {"least_value": oracle.LEAST_VALUE, "least_percent": oracle.LEAST_PERCENT}

ORDERS = st.lists(
    st.tuples(
        st.sampled_from(("AAA", "BBB", "CCC", "DDD", "EEE", "FFF")),
        st.one_of(
            st.sampled_from([0, 89, 90, 179, 180, 364, 365]), st.integers(0, 400)
        ),
        st.sampled_from(["-10", "1", "3", "40", "100", "1000", "25000", "0.5"]),
        st.sampled_from(["0", "0.000001", "1.10", "2", "2.05", "2.5", "4", "6", "19"]),
    ),
    min_size=2,
    max_size=30,
)


def lines_of(orders):
    return [
        oracle.Line(
            code,
            "gloves",
            DAY - timedelta(days=age),
            Decimal(eaches),
            Decimal(eaches) * Decimal(price),
            Decimal(eaches) > 0 and Decimal(price) > 0,
        )
        for code, age, eaches, price in orders
    ]


def paid_of(lines):
    """What the tables would hold of each trust, by the oracle's own rules."""
    by_trust = defaultdict(list)
    for line in lines:
        by_trust[line.trust].append(line)
    found = []
    for code, own in by_trust.items():
        days = [x.on for x in own if x.is_evidence and oracle.in_last(365, x, DAY)]
        found.append(
            Paid(
                code=code,
                price=oracle.price_of(own, DAY),
                units=oracle.units_of(own, DAY),
                lines=len(days),
                first_on=min(days, default=None),
                last_on=max(days, default=None),
            )
        )
    return found


@settings(max_examples=200)
@given(ORDERS)
def test_compare_says_what_the_oracle_says(orders):
    lines = lines_of(orders)

    comparison = compare(paid_of(lines))

    expected = oracle.find(lines, DAY)
    suspects = {
        (each.paid.code, "gloves")
        for each in comparison.judged
        if each.verdict is Verdict.SUSPECT
    }
    assert suspects == expected.suspects
    for (code, _), gap in expected.gaps.items():
        own = comparison.of(code)
        assert (own.paid.price, own.paid.units) == (gap.price, gap.units)
        assert comparison.lowest.paid.price == gap.lowest
        assert comparison.lowest.paid.code == gap.lowest_trust
        assert comparison.second_lowest == gap.second_lowest
        assert comparison.median == gap.median
        assert comparison.trusts == gap.trusts
        assert gap_value(gap.price, gap.lowest, gap.units) == gap.value


@settings(max_examples=200)
@given(ORDERS)
def test_why_not_listed_is_silent_exactly_where_there_is_a_gap(orders):
    lines = lines_of(orders)
    paid = paid_of(lines)
    comparison = compare(paid)

    listed = {
        (each.code, "gloves")
        for each in paid
        if not why_not_listed(comparison, each.code, **LEAST)
    }

    assert listed == set(oracle.find(lines, DAY).gaps)


def paid(code, price, *, units="1000", lines=5, days=9):
    last_on = date(2026, 9, 1)
    return Paid(
        code,
        None if price is None else Decimal(price),
        Decimal(units),
        lines,
        last_on - timedelta(days=days),
        last_on,
    )


@pytest.mark.parametrize(
    ("others", "own", "words"),
    [
        (["2"], paid("OWN", None), "No order with a price in the last 180 days."),
        ([], paid("OWN", "2"), "No other trust has a price to compare with."),
        (["2", "2"], paid("OWN", "24"), "about 12 times what others pay"),
        (["24", "24"], paid("OWN", "2"), "others pay about 12 times as much"),
        (["1.5", "2", "2.5"], paid("OWN", "2"), "5 order lines on at least two days"),
        (["1", "2", "3.5"], paid("OWN", "2"), "spread too widely"),
        (["2", "2"], paid("OWN", "2", units="9", lines=2), "Only 2 order lines in 12"),
        (["2"], paid("OWN", "2", units="9", lines=4, days=0), "all on one day, in 12"),
        (["2"], paid("OWN", "2", lines=1), "Only 1 order line in 12 months, but at"),
    ],
)
def test_compare_gives_the_reason_in_words(others, own, words):
    peers = [paid(f"P{n}", price) for n, price in enumerate(others)]

    judged = compare([*peers, own]).of("OWN")

    assert words in judged.why


@pytest.mark.parametrize(
    ("own", "words"),
    [
        (None, "Nothing it buys is matched"),
        (paid("OWN", "1.5"), "no more than the lowest qualifying price"),
        (
            paid("OWN", "2.1", units="100"),
            "worth £10.00 a year; gaps are listed from £500",
        ),
        (paid("OWN", "2.02", units="90000"), "less than 2% more than it could"),
        (paid("OWN", None), "No order with a price"),
    ],
)
def test_why_not_listed_gives_the_reason_in_words(own, words):
    peers = [paid("AAA", "2"), paid("BBB", "2")]

    why = why_not_listed(compare([*peers, own] if own else peers), "OWN", **LEAST)

    assert words in why
