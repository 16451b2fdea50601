"""Where the marks of the strip chart stand."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from procurement.gaps.strip import NEAR, Point, strip_of


def point(price, kind="peer", *, is_believed=True):
    return Point(f"{kind} {price}", Decimal(price), kind, is_believed)


def test_strip_of_no_price_is_no_chart():
    assert strip_of([], None) is None


def test_strip_of_puts_prices_in_order_between_the_edges():
    strip = strip_of([point("3"), point("1", "lowest"), point("2", "own")], Decimal(2))

    assert [mark.across for mark in strip.marks] == [7, 50, 93]
    assert strip.lowest.across < strip.median_across == strip.own.across
    assert [mark.anchor for mark in strip.marks] == ["start", "middle", "end"]


def test_strip_of_keeps_a_suspect_from_stretching_the_scale():
    strip = strip_of(
        [point("1"), point("2"), point("24", "suspect", is_believed=False)], None
    )

    assert [mark.across for mark in strip.marks][:2] == [7, 93]
    assert strip.first("suspect").beyond == 1


def test_strip_of_one_price_stands_in_the_middle():
    assert strip_of([point("2"), point("2")], None).marks[0].across == 50


@given(st.lists(st.decimals("0.01", "99", places=2), min_size=1, max_size=40))
def test_marks_never_cover_each_other(prices):
    marks = strip_of([point(str(price)) for price in prices], None).marks

    for number, mark in enumerate(marks):
        for other in marks[number + 1 :]:
            is_apart = abs(mark.across - other.across) >= NEAR
            assert is_apart or mark.down != other.down
    assert all(0 <= mark.across <= 100 for mark in marks)
