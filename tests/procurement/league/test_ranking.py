"""Bands, weights and rounding: cases, and what holds whatever the figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.league.metrics import METRICS
from procurement.league.ranking import (
    NO_METRIC,
    Entry,
    Rule,
    bands,
    rounded,
    share_out,
    standings,
)

HIGHER, LOWER = Rule(False, Decimal(60)), Rule(True, Decimal(40))
RULES = {"good": HIGHER, "bad": LOWER}


def ranked(entries, rules=RULES):
    return standings(entries, rules, least_share=Decimal("0.7"), fewest_peers=3)


def acute(share="0.9", **figures):
    return Entry(
        "ACUTE",
        None if share is None else Decimal(share),
        {name: Decimal(value) for name, value in figures.items()},
    )


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ("1 2 3 4", "BMMT"),
        ("1 2 3", "MMM"),
        ("1 2 3 4 5 6 7", "BMMMMMT"),
        ("1 2 3 4 5 6 7 8", "BBMMMMTT"),
        ("5 5 5 5", "MMMM"),
        ("1 1 3 4", "MMMT"),
        ("1 2 4 4", "BMMM"),
        ("1 2 3 4 5 6 8 8", "BBMMMMTT"),
        ("1 2 3 4 5 7 7 8", "BBMMMMMT"),
    ],
)
def test_bands_are_quarters_rounded_down_and_ties_stand_in_the_middle(scores, expected):
    found = bands(dict(enumerate(map(Decimal, scores.split()))))

    assert "".join(found[number][0] for number in range(len(found))) == expected


@pytest.mark.parametrize(
    ("figure", "step", "expected"),
    [
        ("0.914", "0.01", "0.91"),
        ("0.915", "0.01", "0.92"),
        ("-0.0185", "0.001", "-0.019"),
        ("-0.0004", "0.001", "0"),
        ("672694.057650001", "100", "672700"),
    ],
)
def test_rounded_is_half_up_and_has_no_negative_nought(figure, step, expected):
    found = rounded(Decimal(figure), Decimal(step))

    assert found == Decimal(expected)
    assert found or not found.is_signed()


def test_the_lower_price_and_the_higher_share_stand_first():
    found = ranked(
        {
            "best": acute(good="0.9", bad="-0.02"),
            "second": acute(good="0.8", bad="0.00"),
            "third": acute(good="0.7", bad="0.01"),
            "last": acute(good="0.6", bad="0.05"),
        }
    )

    assert [each.band for each in found.values()] == [
        "TOP",
        "MIDDLE",
        "MIDDLE",
        "BOTTOM",
    ]
    assert [each.score for each in found.values()] == [
        Decimal(text) for text in ("1", "0.67", "0.33", "0")
    ]


def test_a_figure_that_is_not_measured_leaves_its_weight_to_the_others():
    entries = {n: acute(good=f"0.{n}", bad=f"0.{n}") for n in range(5)}
    entries[9] = acute(good="0.9")

    found = ranked(entries)

    assert found[9].places["good"].weight == 1
    assert found[9].band == "TOP"
    assert found[0].places["good"].weight == Decimal("0.6")


def test_a_metric_that_too_few_have_counts_for_nobody():
    entries = {n: acute(good=f"0.{n}") for n in range(5)}
    entries[0] = acute(good="0.1", bad="0.0")

    found = ranked(entries)

    assert "bad" not in found[0].places
    assert found[0].places["good"].weight == 1


@pytest.mark.parametrize(
    ("share", "says"),
    [(None, "no order lines"), ("0.699", "69% of its spend"), ("0", "0% of its spend")],
)
def test_without_enough_data_a_trust_is_not_ranked_and_is_told_why(share, says):
    entries = {n: acute(good=f"0.{n}", bad="0") for n in range(4)}
    entries[9] = acute(share=share, good="0.9", bad="0")

    found = ranked(entries)

    assert says in found[9].why_not
    assert not found[9].band
    assert found[3].band == "TOP"


def test_a_group_of_fewer_than_four_has_no_bands_and_no_other_group_lends_one():
    entries = {n: acute(good=f"0.{n}", bad="0") for n in range(3)}
    entries[9] = Entry("AMBULANCE", Decimal(1), {"good": Decimal(1)})

    found = ranked(entries)

    assert all("Fewer than 3 other trusts" in each.why_not for each in found.values())
    assert not any(each.band or each.places for each in found.values())


def test_without_a_figure_that_counts_nobody_is_ranked():
    found = ranked({n: acute() for n in range(5)})

    assert {each.why_not for each in found.values()} == {NO_METRIC}


def test_the_proposed_weights_are_whole_and_none_is_for_usage():
    assert sum(each.weight for each in METRICS) == 100
    words = " ".join(f"{each.definition} {each.formula}" for each in METRICS).lower()
    assert not any(word in words for word in ("log in", "logging", "sign", "visit"))


WEIGHTS = st.dictionaries(
    st.sampled_from("abcdefg"),
    st.decimals(0, 100, places=2, allow_nan=False),
    min_size=1,
)


@given(WEIGHTS, st.data())
def test_weights_add_up_to_one_whatever_is_left_out(weights, data):
    counted = data.draw(st.sets(st.sampled_from(sorted(weights))))

    shared = share_out(weights, counted)

    if any(weights[each] for each in counted):
        assert sum(shared.values()) == 1
        assert set(shared) == counted
        assert all(0 <= each <= 1 for each in shared.values())
    else:
        assert shared == {}


FIGURES = st.dictionaries(
    st.sampled_from(["good", "bad"]), st.decimals(-1, 1, places=2, allow_nan=False)
)
ENTRIES = st.dictionaries(
    st.integers(0, 20),
    st.builds(
        Entry,
        st.sampled_from(["ACUTE", "AMBULANCE"]),
        st.none() | st.decimals(0, 1, places=2, allow_nan=False),
        FIGURES,
    ),
    min_size=1,
)


@given(ENTRIES, st.randoms())
def test_the_order_in_which_trusts_come_makes_no_difference(entries, chance):
    order = list(entries)
    chance.shuffle(order)

    found = ranked({trust: entries[trust] for trust in order})

    assert found == ranked(entries)


@given(ENTRIES)
def test_everybody_has_a_band_or_a_reason_and_the_ends_are_at_most_a_quarter(entries):
    found = ranked(entries)

    assert all(bool(each.band) is not bool(each.why_not) for each in found.values())
    for group in ("ACUTE", "AMBULANCE"):
        of_group = [found[t] for t, e in entries.items() if e.group == group]
        with_band = sum(bool(each.band) for each in of_group)
        for end in ("TOP", "BOTTOM"):
            assert sum(each.band == end for each in of_group) <= with_band / 4


@given(ENTRIES, st.data())
def test_a_better_figure_never_makes_a_trust_stand_worse(entries, data):
    ranked_ones = [t for t, each in ranked(entries).items() if each.band]
    if not ranked_ones:
        return
    trust = data.draw(st.sampled_from(sorted(ranked_ones)))
    if "good" not in entries[trust].figures:
        return
    before = ranked(entries)[trust]
    better = dict(entries[trust].figures) | {"good": Decimal(2)}
    entries[trust] = Entry(entries[trust].group, entries[trust].share, better)

    after = ranked(entries)[trust]

    order = ("BOTTOM", "MIDDLE", "TOP")
    assert order.index(after.band) >= order.index(before.band)
