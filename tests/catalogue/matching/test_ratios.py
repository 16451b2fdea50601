"""Which pack is proposed for a price that is far from what others pay."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.matching.ratios import (
    COMMON_RATIOS,
    REACH_WHERE_NAMED,
    REACH_WHERE_NOT,
    Source,
    proposed_eaches,
)

DECLARED, OTHERS, RATIO = Source.DECLARED, Source.OTHERS, Source.RATIO


@pytest.mark.parametrize(
    ("price", "others", "now", "of_others", "declared", "eaches", "source"),
    [
        # Dearer: the pack holds more than was read.
        ("49.44", "4.05", 1, [], [1, 12], 12, DECLARED),
        ("49.44", "4.05", 1, [12], [], 12, OTHERS),
        ("48.60", "4.05", 1, [], [], 12, RATIO),
        ("48.60", "4.05", 1, [6], [1, 100], 12, RATIO),
        ("0.6000", "0.0060", 10, [], [1, 1000], 1000, DECLARED),
        ("2.02", "1.00", 50, [], [], 100, RATIO),
        ("100", "1", 1, [144, 100, 6], [], 100, OTHERS),
        # Cheaper: it holds fewer.
        ("0.34", "4.05", 12, [], [1, 12], 1, DECLARED),
        ("0.3375", "4.05", 12, [], [], 1, RATIO),
        ("0.0405", "4.05", 1000, [1, 10, 1000], [], 10, OTHERS),
        ("0.50", "1.00", 100, [], [], 50, RATIO),
        # Within a quarter of the others, where a source names the pack.
        ("50.62", "4.05", 1, [], [12], 12, DECLARED),
        ("60.75", "4.05", 1, [], [12], 12, DECLARED),
        ("60.76", "4.05", 1, [], [12], None, None),
        ("38.88", "4.05", 1, [], [12], 12, DECLARED),
        ("38.87", "4.05", 1, [], [12], 10, RATIO),
        # A ratio alone must fit within a twentieth.
        ("12.60", "1.00", 1, [], [], 12, RATIO),
        ("12.61", "1.00", 1, [], [], None, None),
        ("11.00", "1.00", 1, [], [], None, None),
        ("7.00", "1.00", 1, [], [], None, None),
        ("3.00", "1.00", 1, [], [], None, None),
        # The nearest of several; of equals the declared one.
        ("11.00", "1.00", 1, [10], [12], 12, DECLARED),
        ("10.40", "1.00", 1, [10], [12], 10, OTHERS),
        ("12.00", "1.00", 1, [10, 15], [], 10, OTHERS),
        ("12.00", "1.00", 1, [10], [15, 12], 12, DECLARED),
        ("12.00", "1.00", 1, [12], [12], 12, DECLARED),
        ("6.00", "1.00", 1, [5], [], 5, OTHERS),
        # A named pack comes before a ratio that fits better.
        ("12.00", "1.00", 1, [10], [], 10, OTHERS),
        # Within reach as it is.
        ("1.25", "1.00", 1, [], [2], None, None),
        ("1.00", "1.00", 12, [], [1, 12], None, None),
        ("0.80", "1.00", 12, [6], [], None, None),
        # A step down that is no whole pack is not proposed.
        ("0.50", "1.00", 25, [], [], None, None),
        # An unknown pack: the price is of one unit of purchase.
        ("48.60", "4.05", None, [], [12], 12, DECLARED),
        ("4.10", "4.05", None, [], [12], 1, RATIO),
        ("4.10", "4.05", None, [1], [12], 1, OTHERS),
        ("48.60", "4.05", None, [], [], 12, RATIO),
        ("28.35", "4.05", None, [], [], None, None),
        # Prices that say nothing.
        ("0", "4.05", 1, [12], [12], None, None),
        ("4.05", "0", 1, [12], [12], None, None),
        ("-4.05", "4.05", 1, [12], [12], None, None),
    ],
)
def test_proposed_eaches(*, price, others, now, of_others, declared, eaches, source):
    found = proposed_eaches(Decimal(price), Decimal(others), now, of_others, declared)

    if source is None:
        assert found is None
    else:
        assert found is not None
        assert (found.eaches, found.source) == (eaches, source)


@pytest.mark.parametrize(
    ("price", "others", "now", "declared", "why"),
    [
        (
            "49.44",
            "4.05",
            1,
            [12],
            "About 12 times what the others pay; read as a pack of 12 instead of 1 it "
            "would be £4.12 each, theirs is £4.05; a pack that the catalogue declares.",
        ),
        (
            "0.0405",
            "4.05",
            1000,
            [10],
            "The others pay about 100 times as much; read as a pack of 10 instead of "
            "1,000 it would be £4.05 each, theirs is £4.05; a pack that the catalogue "
            "declares.",
        ),
        (
            "0.20",
            "0.10",
            50,
            [],
            "About 2.0 times what the others pay; read as a pack of 100 instead of 50 "
            "it would be 10.00p each, theirs is 10.00p; a common pack size, which "
            "nothing else names.",
        ),
        (
            "12345.60",
            "1234.00",
            None,
            [10],
            "Read as a pack of 10 it would be £1,234.56 each, theirs is £1,234.00; a "
            "pack that the catalogue declares.",
        ),
    ],
)
def test_a_proposal_says_why(price, others, now, declared, why):
    found = proposed_eaches(Decimal(price), Decimal(others), now, [], declared)

    assert found is not None
    assert found.why == why


PRICES = st.decimals("0.0001", "99999", places=4)
PACKS = st.lists(st.sampled_from((1, *COMMON_RATIOS)), max_size=4)
NOW = st.none() | st.sampled_from((1, *COMMON_RATIOS))


@given(PRICES, PRICES, NOW, PACKS, PACKS)
def test_a_proposal_is_within_reach_and_no_named_pack_is_nearer(
    price, others, now, of_others, declared
):
    found = proposed_eaches(price, others, now, of_others, declared)

    def off(eaches):
        would_be = price * (now or 1) / eaches
        return max(would_be, others) / min(would_be, others) - 1

    nearest = min(map(off, [*of_others, *declared]), default=Decimal("Infinity"))
    tiny = Decimal("1e-9")
    if found is None:
        in_reach = now is not None and off(now) <= REACH_WHERE_NAMED + tiny
        assert in_reach or nearest > REACH_WHERE_NAMED - tiny
    elif found.source is RATIO:
        assert off(found.eaches) <= REACH_WHERE_NOT + tiny
        assert nearest > REACH_WHERE_NAMED - tiny
    else:
        assert off(found.eaches) <= min(REACH_WHERE_NAMED, nearest) + tiny
        assert found.eaches in (declared if found.source is DECLARED else of_others)
    assert found is None or found.eaches != now


@given(PRICES, PRICES, NOW, PACKS, PACKS)
def test_only_how_the_prices_stand_to_each_other_counts(
    price, others, now, of_others, declared
):
    found = proposed_eaches(price, others, now, of_others, declared)
    dearer = proposed_eaches(
        price * 10, others * 10, now, reversed(of_others), reversed(declared)
    )

    assert (found is None) == (dearer is None)
    if found is not None and dearer is not None:
        assert (found.eaches, found.source) == (dearer.eaches, dearer.source)


@given(
    st.sampled_from(COMMON_RATIOS),
    PRICES,
    st.decimals("0.81", "1.24", places=2),
)
def test_a_declared_pack_read_as_one_each_is_found_again(eaches, each, factor):
    found = proposed_eaches(each * eaches * factor, each, 1, [], [1, eaches])

    if found is None:
        assert factor * eaches <= 1 + REACH_WHERE_NAMED
    else:
        assert found.eaches == eaches
