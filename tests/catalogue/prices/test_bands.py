"""What a band of a price says, and that it says no more."""

from decimal import Decimal

from hypothesis import given
from hypothesis.strategies import decimals

from catalogue.prices.bands import PriceBand, band_below, band_of

PRICES = decimals("0.000001", "999999999999999999", places=6)


def test_bands_are_steps_of_a_tenth_or_so():
    assert band_of(Decimal("0.052")) == PriceBand(Decimal("0.051"), Decimal("0.056"))
    assert band_of(Decimal("5.10")) == PriceBand(Decimal("5.1"), Decimal("5.6"))
    assert band_of(Decimal(96)) == PriceBand(Decimal(91), Decimal(100))


@given(PRICES)
def test_every_price_lies_in_its_band_and_the_top_says_which_band(price):
    band = band_of(price)

    assert band.low <= price < band.high
    assert band_below(band.high) == band
    assert Decimal("1.05") < band.high / band.low < Decimal("1.21")
