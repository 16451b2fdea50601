from decimal import Decimal

import pytest

from catalogue.purchases.layouts.numbers import (
    COMMA,
    EITHER,
    NEITHER,
    POINT,
    DecimalMarkEvidence,
    decimal_mark_of,
    plain_number,
)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("12", NEITHER),
        ("-12", NEITHER),
        ("n/a", NEITHER),
        ("", NEITHER),
        ("12.50", POINT),
        ("12,50", COMMA),
        ("£1.09", POINT),
        ("€ 2,5", COMMA),
        ("1,234.56", POINT),
        ("1.234,56", COMMA),
        ("1 234,56", COMMA),
        ("1'234.56", POINT),
        ("1,234,567", POINT),
        ("1.234.567", COMMA),
        ("1,234", EITHER),
        ("1.234", EITHER),
        ("£1,234", EITHER),
        ("(1,234)", EITHER),
        ("0,123", COMMA),
        ("0.5202", POINT),
        ("1234,567", COMMA),
        ("(12.50)", POINT),
        ("12.50-", POINT),
        ("12.50 CR", POINT),
        ("GBP 12.50", POINT),
        (".5", POINT),
        ("12.50.2026 x", NEITHER),
    ],
)
def test_decimal_mark_of_one_number(text, mark):
    assert decimal_mark_of(text) == mark


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1", "2"], POINT),
        (["1,234", "5.50"], POINT),
        (["1.234", "5,50"], COMMA),
        (["1,234"], ""),
        (["1.50", "1,50"], ""),
        ([*(f"{n}.50" for n in range(40)), "1,50"], POINT),
    ],
)
def test_the_whole_file_decides_the_mark(texts, mark):
    evidence = DecimalMarkEvidence()

    evidence.look_at(texts)

    assert evidence.mark() == mark


@pytest.mark.parametrize(
    ("quantity", "price", "value", "mark"),
    [
        ("10", "125", "1,250", POINT),
        ("1,500", "1,200", "1,800", COMMA),
        ("10", "125", "1.250", COMMA),
        ("2", "1,234", "2,468", ""),  # true either way
    ],
)
def test_quantity_times_price_decides_where_the_marks_cannot(
    quantity, price, value, mark
):
    evidence = DecimalMarkEvidence()
    evidence.look_at([quantity, price, value])

    evidence.look_at_sum(quantity, price, value)

    assert evidence.mark() == mark


def test_plain_number_reads_a_text_under_a_mark():
    assert plain_number("£1,234.50", POINT) == Decimal("1234.50")
    assert plain_number("1.234,50", COMMA) == Decimal("1234.50")
    assert plain_number("n/a", POINT) is None
