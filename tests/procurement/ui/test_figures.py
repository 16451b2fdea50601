"""Figures as a person reads them, as tables."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from procurement.ui import figures


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("0", "£0"),
        ("0.40", "£0.40"),
        ("6.5", "£6.50"),
        ("9", "£9"),
        ("10.49", "£10"),
        ("10.50", "£11"),
        ("949.5", "£950"),
        ("1950", "£1,950"),
        ("9999.50", "£10,000"),
        ("12449.99", "£12,400"),
        ("12450", "£12,500"),
        ("412300", "£412,300"),
        ("999949.99", "£999,900"),
        ("999950", "£1.0m"),
        ("1249999", "£1.2m"),
        ("15000000", "£15.0m"),
        ("999949999", "£999.9m"),
        ("999950000", "£1.0bn"),
        ("-38100", "\N{MINUS SIGN}£38,100"),
        ("-0.5", "\N{MINUS SIGN}£0.50"),
    ],
)
def test_pounds_rounds_for_the_eye(amount, shown):
    assert figures.pounds(Decimal(amount)) == shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("35415278.49", "£35,415,278.49"),
        ("0.005", "£0.01"),
        ("1950", "£1,950.00"),
        ("-1.1", "\N{MINUS SIGN}£1.10"),
    ],
)
def test_pounds_exact_keeps_the_pence(amount, shown):
    assert figures.pounds_exact(Decimal(amount)) == shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("0.065", "6.50p"),
        ("0.052000", "5.20p"),
        ("0.6549", "65.49p"),
        ("0.99994", "99.99p"),
        ("0.99995", "£1.00"),
        ("1", "£1.00"),
        ("4.105", "£4.11"),
        ("1234.5", "£1,234.50"),
        ("0.000012", "0.0012p"),
        ("0", "0.00p"),
    ],
)
def test_price_each_is_in_pence_under_a_pound(amount, shown):
    assert figures.price_each(Decimal(amount)) == shown


@pytest.mark.parametrize(
    ("fraction", "places", "shown"),
    [
        ("0.2", None, "20%"),
        ("0.024", None, "2.4%"),
        ("0.2", 1, "20.0%"),
        ("0", None, "0%"),
        ("0.0999", None, "10.0%"),
        ("-0.125", None, "\N{MINUS SIGN}13%"),
        ("-0.001", 0, "0%"),
    ],
)
def test_percent_takes_a_fraction(fraction, places, shown):
    assert figures.percent(Decimal(fraction), places) == shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("0.099", "£0.099"), ("10.4", "£10.40"), ("1234.56785", "£1,234.5679")],
)
def test_price_unit_keeps_what_the_quantity_multiplies(amount, shown):
    assert figures.price_unit(Decimal(amount)) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (2400000, "2,400,000"),
        (Decimal("1234.500"), "1,234.5"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("100"), "100"),
        (-3, "\N{MINUS SIGN}3"),
    ],
)
def test_grouped_marks_thousands(number, shown):
    assert figures.grouped(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [(950, "950"), (12449, "12,400"), (2400000, "2.4m"), (999950, "1.0m")],
)
def test_compact_rounds_for_the_eye(number, shown):
    assert figures.compact(number) == shown


def test_dates_are_written_out():
    assert figures.date_long(date(2026, 10, 4)) == "4 October 2026"
    assert (
        figures.moment_long(datetime(2026, 10, 4, 14, 5))  # noqa: DTZ001
        == "4 October 2026, 14:05"
    )


@pytest.mark.parametrize("figure", [1.5, True, "12"])
def test_a_float_is_refused(figure):
    with pytest.raises(TypeError, match="Decimal or an int"):
        figures.pounds(figure)
