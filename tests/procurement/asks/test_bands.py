"""What is asked for says nothing of what a peer pays but a band."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.asks.bands import LADDER, Band, band_of, shown, suggested_price

PRICES = st.integers(500, 5 * 10**9).map(lambda number: Decimal(number).scaleb(-6))


@pytest.mark.parametrize(
    ("paid", "lowest", "said"),
    [
        ("0.065", "0.052", "18 to 25% lower"),
        ("4.10", "4.00", "up to 5% lower"),
        ("4.00", "3.80", "5 to 12% lower"),
        ("100", "1", "at least 70% lower"),
    ],
)
def test_band_of_says_two_steps(paid, lowest, said):
    assert str(band_of(Decimal(paid), Decimal(lowest))) == said


@given(PRICES, st.integers(0, len(LADDER) - 2), st.lists(PRICES, max_size=5))
def test_suggested_price_is_lower_than_the_own_one_and_nobodys(paid, step, peers):
    band = Band(LADDER[step], LADDER[step + 1])
    first = suggested_price(paid, band)

    price = suggested_price(paid, band, avoid=[first, *peers])

    assert 0 < price < paid
    assert shown(price) not in {shown(each) for each in peers}


@pytest.mark.parametrize(
    ("price", "peers"),
    [("1.00495", "1.01"), ("0.99996", "1.00"), ("0.05244", "0.0524")],
)
def test_what_a_letter_writes_alike_is_shown_alike(price, peers):
    assert shown(Decimal(price)) == shown(Decimal(peers))
