"""What scores come to, against an obvious oracle."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.evaluation.results import SCORES, Given, fails, result_of

scored = st.sampled_from(SCORES).map(Given)
blank = st.booleans().map(lambda tested: Given(None, is_tested=tested))
sheets = st.lists(scored | blank, max_size=25)


def slow_median(values):
    """The middle, by taking away the least and the most until one or two are left."""
    left = list(values)
    while len(left) > 2:
        left.remove(min(left))
        left.remove(max(left))
    return Fraction(sum(left), len(left)) if left else None


@given(sheets)
def test_result_is_what_the_oracle_says(given_):
    result = result_of(given_)

    values = [each.value for each in given_ if each.value is not None]
    assert result.median == slow_median(values)
    assert result.count == len(values) == sum(result.each)
    assert (result.lowest, result.highest) == (
        (min(values), max(values)) if values else (None, None)
    )
    assert [list(values).count(score) for score in SCORES] == list(result.each)
    assert result.noughts == result.each[0]
    assert result.count + result.not_applicable + result.not_tested == len(given_)


@given(sheets, st.randoms())
def test_the_order_of_sheets_does_not_matter(given_, random):
    shuffled = list(given_)
    random.shuffle(shuffled)

    assert result_of(shuffled) == result_of(given_)


@given(sheets)
def test_what_was_not_scored_changes_no_figure(given_):
    without = result_of(each for each in given_ if each.value is not None)
    result = result_of(given_)

    assert (result.median, result.each) == (without.median, without.each)
    assert result.in_words == without.in_words


@given(sheets)
def test_the_median_lies_between_and_is_whole_or_a_half(given_):
    result = result_of(given_)

    if result.median is not None:
        assert result.lowest <= result.median <= result.highest
        assert (result.median * 2).denominator == 1


@given(sheets, st.booleans())
def test_one_nought_on_a_mandatory_criterion_fails_and_nothing_else_does(
    given_, is_mandatory
):
    failed = fails([(is_mandatory, result_of(given_))])

    assert failed is (is_mandatory and any(each.value == 0 for each in given_))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([], "no scores"),
        ([2], "median 2 of 3, from 2 to 2, 1 score"),
        ([1, 2], "median 1.5 of 3, from 1 to 2, 2 scores"),
        ([0, 3, 3], "median 3 of 3, from 0 to 3, 3 scores"),
    ],
)
def test_in_words_says_median_spread_and_how_many(values, words):
    assert result_of(Given(value) for value in values).in_words == words
