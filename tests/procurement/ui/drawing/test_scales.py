from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.ui.drawing.scales import MARKS, scale_of

amounts = st.lists(
    st.decimals("-100000000", "100000000", places=2, allow_nan=False), max_size=9
)


@given(amounts)
def test_scale_of_holds_nought_and_every_amount_between_a_few_round_marks(several):
    scale = scale_of(several)

    assert scale.low <= min([0, *several])
    assert scale.high >= max([0, *several])
    assert 0 in scale.marks
    assert scale.marks[-1] == scale.high
    assert 2 <= len(scale.marks) <= MARKS + 2


@pytest.mark.parametrize(
    ("most", "step"), [("4100000", "1000000"), ("11", "2.5"), ("0.3", "0.1")]
)
def test_scale_of_marks_round_amounts(most, step):
    assert scale_of([Decimal(most)]).step == Decimal(step)


def test_scale_of_nothing_is_a_scale_all_the_same():
    assert scale_of([]).place(Decimal(0), 200, 0) == 200
