"""What speaks for and against: words, sizes, codes; and what a person reads of it."""

import pytest

from catalogue.suggestions.codes import (
    OTHER_PART,
    PART,
    PART_CUT,
    PART_NEAR,
    PART_SLIP,
    part_points,
)
from catalogue.suggestions.judging import among_equals, in_words, judge
from catalogue.suggestions.likeness import nearness
from catalogue.suggestions.things import Thing


def verdict(ours, theirs, **known):
    ours, theirs = (
        each if isinstance(each, Thing) else Thing((each,)) for each in (ours, theirs)
    )
    return judge(ours, theirs, lambda _: 1.0)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Foley catheter 14 Ch", "Foley catheter 16 Ch"),
        ("Foley catheter silicone CH14", "Foley catheter 14 mm"),
        ("Dressing foam 10cm x 10cm", "Dressing foam 10cm x 20cm"),
        ("Glove nitrile medium", "Glove nitrile large"),
        ("Gauze swab 7.5", "Gauze swab 10"),
    ],
)
def test_a_size_that_differs_is_evidence_against(right, wrong):
    assert verdict(right, right).points - verdict(right, wrong).points >= 10


def test_reasons_are_sentences_for_and_against():
    reasons = verdict("CATH FOLEY CH14 30 ML", "Foley catheter 14Fr 10ml").reasons

    assert reasons == ("3 of 4 words agree", "Both 14 Ch", "30 ml against 10 ml")


@pytest.mark.parametrize(
    ("word", "near"),
    [("CATH", "CATHETER"), ("DRSG", "DRESSING"), ("CATHTER", "CATHETER"),
     ("STERILE", "STERIEL")],
)  # fmt: skip
def test_a_word_cut_short_abbreviated_or_misspelt_is_near(word, near):
    assert nearness(word, near) == nearness(near, word) > 0.7


@pytest.mark.parametrize(
    ("word", "near"),
    [("GLOVE", "GOWN"), ("14CH", "16CH"), ("RED", "RID"), ("W45", "W4")],
)
def test_another_word_or_number_is_not_near(word, near):
    assert nearness(word, near) == 0


@pytest.mark.parametrize(
    ("ours", "theirs", "points"),
    [
        ("AB1234", "AB1234", PART),
        ("00101413", "101413", PART_CUT),
        ("9213408", "9213408M5", PART_CUT),
        ("AB12O4", "AB1204", PART_SLIP),
        ("AB1234", "AB2134", PART_SLIP),
        ("LS6033", "LS6033L", PART_NEAR),
        ("1004037", "1004038", PART_NEAR),
        ("1004037", "2718281", OTHER_PART),
    ],
)
def test_part_codes_are_compared(ours, theirs, points):
    assert part_points(ours, theirs) == part_points(theirs, ours) == points


def test_a_suppliers_part_that_others_buy_as_this_is_strong():
    bought = Thing(("Marker",), supplier_parts={("7", "GR01029B"): 2})
    same = Thing(("Something else",), supplier_parts={("7", "GR01029B"): 1})
    other = Thing(("Something else",), supplier_parts={("8", "GR01029B"): 1})

    assert verdict(same, bought).points >= 45
    assert verdict(same, bought).reasons[0] == (
        "Supplier's part GR01029B is bought as this by 2 trusts"
    )
    assert verdict(other, bought).points == 0


def test_codes_among_the_words_are_strong():
    extension = Thing(("Gastrostomy extension",), parts=frozenset({"PGEY60"}))
    nano = Thing(("Liner",), gtins=frozenset({"04560264570214"}))

    assert verdict("PURFIT Y PGEY-60", extension).has_code
    assert verdict("04560264570214 nano15LS", nano).has_code


def test_of_many_that_are_as_good_none_is_likely():
    sure = verdict(
        Thing(("Starlock",), maker=1, suppliers=frozenset("7")),
        Thing(("Starlock",), maker=1, maker_name="Pell", suppliers=frozenset("7")),
    )

    equals = among_equals([(1, sure), (2, sure)])

    assert in_words(sure.points) == "Very likely"
    assert [in_words(each.points) for _, each in equals] == ["Possible"] * 2
    assert equals[0][1].reasons[-1] == "2 products are as much like it"
