"""Under which organisation another's figures stand, by Greater Manchester's history."""

from datetime import date

import pytest

from trusts.models import Succession
from trusts.successions import (
    ACQUIRED,
    MERGED,
    SPLIT,
    Passing,
    Place,
    leads_to,
    restate,
)


def passing(predecessor, successor, day, kind):
    return Passing(
        Place(predecessor, f"{predecessor} Trust"),
        Place(successor, f"{successor} Trust"),
        date.fromisoformat(day),
        kind,
    )


MANCHESTER = [
    passing("RM2", "R0A", "2017-10-01", MERGED),
    passing("RW3", "R0A", "2017-10-01", MERGED),
    passing("RW6", "R0A", "2021-04-01", SPLIT),
    passing("RW6", "RM3", "2021-10-01", ACQUIRED),
    passing("RTV", "RXV", "2021-04-01", SPLIT),
    passing("RTV", "RW4", "2021-06-01", ACQUIRED),
]
# Invented: what came before and might come after, and what no record should say.
CHAIN = [
    passing("AAA", "BBB", "2010-01-01", MERGED),
    passing("BBB", "CCC", "2015-01-01", ACQUIRED),
    passing("CCC", "DDD", "2020-01-01", SPLIT),
]
CIRCLE = [
    passing("AAA", "BBB", "2010-01-01", MERGED),
    passing("BBB", "CCC", "2011-01-01", MERGED),
    passing("CCC", "BBB", "2012-01-01", MERGED),
]
TWO = [
    passing("AAA", "BBB", "2010-01-01", MERGED),
    passing("AAA", "CCC", "2010-01-01", MERGED),
]


@pytest.mark.parametrize(
    ("passings", "code", "on", "under"),
    [
        (MANCHESTER, "RM2", "2017-09-30", "RM2"),
        (MANCHESTER, "RM2", "2017-10-01", "R0A"),
        (MANCHESTER, "RW3", "2026-09-30", "R0A"),
        (MANCHESTER, "RW6", "2021-04-01", "RW6"),
        (MANCHESTER, "RW6", "2021-09-30", "RW6"),
        (MANCHESTER, "RW6", "2021-10-01", "RM3"),
        (MANCHESTER, "RTV", "2021-05-31", "RTV"),
        (MANCHESTER, "RTV", "2021-06-01", "RW4"),
        (MANCHESTER, "RM3", "2026-09-30", "RM3"),
        (CHAIN, "AAA", "2014-12-31", "BBB"),
        (CHAIN, "AAA", "2015-01-01", "CCC"),
        (CHAIN, "AAA", "2020-01-01", "CCC"),
        (CHAIN, "CCC", "2020-01-01", "CCC"),
        (CIRCLE, "AAA", "2026-01-01", "AAA"),
        (CIRCLE, "BBB", "2026-01-01", "BBB"),
        (TWO, "AAA", "2026-01-01", "AAA"),
    ],
)
def test_figures_stand_under_who_carries_the_whole_on(passings, code, on, under):
    places = restate(reversed(passings), on=date.fromisoformat(on))

    assert places.under(code, f"{code} Trust") == Place(under, f"{under} Trust")
    assert code in places.codes_under(under)


def test_words_say_what_went_where_and_what_is_not_divided():
    places = restate(MANCHESTER, on=date(2026, 9, 30))

    assert places.words(["RW6", "RM3"]) == [
        "RW6 Trust was acquired by RM3 Trust on 1 October 2021. A part of RW6 Trust "
        "went to R0A Trust on 1 April 2021. Its figures stand under RM3 Trust. Order "
        "lines do not say which part they belong to, so the part is not divided off."
    ]


@pytest.mark.parametrize(
    ("passings", "on", "said"),
    [
        (MANCHESTER, "2021-05-01", "A part of RW6 Trust went to R0A Trust"),
        (CIRCLE, "2026-01-01", "in a circle"),
        (TWO, "2026-01-01", "Several successors"),
    ],
)
def test_words_say_why_figures_stay(passings, on, said):
    places = restate(passings, on=date.fromisoformat(on))

    [words] = places.words([{"2021-05-01": "RW6"}.get(on, "AAA")])
    assert said in words
    assert not places.makes_difference(["RW6", "AAA"])


def test_the_choice_makes_a_difference_only_where_figures_would_move():
    places = restate(MANCHESTER, on=date(2026, 9, 30))

    assert places.makes_difference(["RM3", "RW6"])
    assert not places.makes_difference(["RM3", "R0A", "RMC"])
    assert places.codes_under("R0A") == ["R0A", "RM2", "RW3"]
    assert places.codes_under("RM2") == []


def test_leads_to_follows_every_step():
    pairs = [("A", "B"), ("B", "C"), ("C", "A")]

    assert leads_to("A", "C", pairs)
    assert not leads_to("A", "D", pairs)


def test_the_kinds_are_those_on_record():
    assert set(Succession.Kind) == {MERGED, ACQUIRED, SPLIT}
