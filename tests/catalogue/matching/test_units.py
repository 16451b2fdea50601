"""One name for every spelling of a unit, and the pack its text says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.matching.units import (
    FIXED_EACHES,
    SPELLINGS,
    UNIT_OF,
    canonical_unit,
    read_unit,
)

NAMES = {
    "EACH": "EA each Each E 1 unit SGL PC PCE C62 H87 BASE_UNIT_OR_EACH ea. (EA)",
    "PAIR": "PR pair Pairs",
    "DOZEN": "DZ doz Dozen DZN",
    "BOX": "BX bx BOX Box Boxes XBX BOX100 Box/100 BX-50 100/Box BX(25) Bx. BOX50's",
    "PACK": "PK PAK PCK PKT Pack PACKET XPK PK10 PK/10 10PK PACK_OR_INNER_PACK",
    "CARTON": "CT CTN carton XCT CTN24",
    "CASE": "CS CSE CASE cs XCS 12/CS CASE6x2L CS4X25 case(12)",
    "TRAY": "TR TRAY XPU",
    "ROLL": "RL ROLL rolls XRO",
    "TUBE": "TU TUBE XTU",
    "BOTTLE": "BT BTL bottle XBO",
    "KIT": "KT KIT XKI",
    "SET": "ST SET XSX",
    "REAM": "RM ream",
    "PALLET": "PAL pallet XPX",
}


@pytest.mark.parametrize(
    ("text", "name"),
    [(text, name) for name, texts in NAMES.items() for text in texts.split()],
)
def test_canonical_unit_of_one_word(text, name):
    assert canonical_unit(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("  Box  of 100 ", "BOX"),
        ("Box of 100 pieces", "BOX"),
        ("BOX 10 X 10", "BOX"),
        ("6 per tray", "TRAY"),
        ("Case of 10 boxes of 100", "CASE"),
        ("100/BX 10 BX/CS", "CASE"),
        ("Case 6 x 2L", "CASE"),
        # A number that is not read as the pack stays in the name.
        ("Pack of 10 pairs", "PACK OF 10 PAIRS"),
        ("Roll 10m", "ROLL 10M"),
        ("Box  10cm", "BOX 10CM"),
        ("1 box", "1 BOX"),
        ("BOX0", "BOX0"),
        # What no unit is called is itself.
        ("50's", "50'S"),
        ("4 x 25", "4 X 25"),
        ("C", "C"),
        ("M", "M"),
        ("GR", "GR"),
        ("CA", "CA"),
        ("as  quoted", "AS QUOTED"),
        ("", ""),
    ],
)
def test_canonical_unit_of_several_words(text, name):
    assert canonical_unit(text) == name


def test_no_spelling_stands_for_two_units():
    words = [word for texts in SPELLINGS.values() for word in texts.split()]

    assert sorted(words) == sorted(UNIT_OF)


def test_every_fixed_number_is_of_a_unit():
    assert set(FIXED_EACHES) <= set(SPELLINGS)


OTHER_PARTS = "OF PER X / - ( ) 'S S 1 2 10 1,000 10.5 ML CM L # ,"
PARTS = st.sampled_from([*UNIT_OF, *OTHER_PARTS.split()])
TEXTS = st.one_of(st.text(), st.lists(PARTS, max_size=6).map(" ".join))


@given(TEXTS)
def test_canonical_unit_gives_its_own_answer_again(text):
    assert canonical_unit(canonical_unit(text)) == canonical_unit(text)


@given(TEXTS)
def test_canonical_unit_does_not_hear_case_and_spaces(text):
    assert canonical_unit(f"  {text.lower().replace(' ', '   ')} ") == canonical_unit(
        text.lower()
    )


@given(TEXTS)
def test_a_number_leaves_the_name_only_as_the_pack(text):
    unit = read_unit(text)

    if unit.eaches is None and any(digit.isdecimal() for digit in text):
        assert unit.name in UNIT_OF.values() or unit.name == " ".join(
            text.upper().split()
        )
