"""The region for size is repeatable and has the rows it was asked for."""

from datetime import date

from biip.gtin import Gtin

from bench import invented

SIZE = invented.Size(lines=5_000, seed=9, until=date(2026, 9, 1))


def test_extract_lines_are_the_same_for_the_same_seed():
    def lines():
        products = invented.make_products(SIZE)
        trust = invented.make_trust(SIZE, 3, products)
        return list(invented.extract_lines(SIZE, trust, 3))

    assert lines() == lines()


def test_trusts_lines_add_up_to_the_regions():
    products = invented.make_products(SIZE)
    trusts = [
        invented.make_trust(SIZE, place, products)
        for place in range(len(invented.TRUST_SIZES))
    ]

    assert abs(sum(trust.lines for trust in trusts) - SIZE.lines) <= len(trusts)


def test_gtin_has_a_valid_check_digit():
    for product in invented.make_products(SIZE)[:50]:
        for level in range(3):
            assert Gtin.parse(product.gtin(level)).value == product.gtin(level)
