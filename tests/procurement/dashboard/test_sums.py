"""The page's sums and charts, without a database."""

from decimal import Decimal

import pytest

from procurement.dashboard.breakdowns import largest
from procurement.dashboard.sums import Row, Stage, Sums, sum_of


def sums(realised="0", agreed="0", identified="0"):
    made = Sums()
    for name, amount in (
        ("realised", realised), ("agreed", agreed), ("identified", identified)
    ):  # fmt: skip
        made.of(name).in_year = Decimal(amount)
    return made


def test_sum_of_keeps_each_pound_in_its_stage():
    total = sum_of([sums("10", "20", "30"), sums("-4")])

    assert total.in_year == (6, 20, 30)
    assert total.whole == 56


def test_sum_of_leaves_what_it_adds_as_it_was():
    one = sums("10")

    sum_of([one, one])

    assert one.realised.in_year == 10


@pytest.mark.parametrize(("many", "shown"), [(30, 30), (31, 31), (32, 31), (90, 31)])
def test_a_long_table_ends_with_the_others_together(many, shown):
    rows = [Row(str(n), Sums(Stage(in_year=Decimal(n)))) for n in range(many, 0, -1)]

    found = largest(rows)

    assert len(found) == shown
    assert sum_of(row.sums for row in found) == sum_of(row.sums for row in rows)
    assert (found[-1].name == f"{many - 30} others together") == (many > 31)
