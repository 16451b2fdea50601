"""What is marked as different, as a table of texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.review.marking import differing, marked

CASES = [
    # text, what stands beside it, what differs
    ("Nitrile gloves, medium", "Nitrile gloves, medium", []),
    ("Nitrile gloves, large", "Nitrile gloves, medium", ["large"]),
    ("NITR GLV MED", "Nitrile gloves, medium", []),
    ("Nitrile gloves, medium", "NITR GLV MED", []),
    ("Latex gloves", "Nitrile gloves", ["Latex"]),
    ("glove", "GLOVES", []),
    ("Foley catheter 14 Ch", "FOLEY CATH 14FR", []),
    ("Foley catheter Ch 14", "Foley catheter 14 ch", []),
    ("Foley catheter 14 Ch", "Foley catheter 16 Ch", ["14 Ch"]),
    ("Dressing 10cm x 10cm", "Dressing 100mm x 100 mm", []),
    ("Dressing 10cm x 10cm", "Dressing 10cm x 20cm", []),
    ("Dressing 10cm x 20cm", "Dressing 10cm x 10cm", ["20cm"]),
    ("Saline 0.9% 500ml", "Saline 0.9% 1 l", ["500ml"]),
    ("Saline 0.9% 1000 ml", "Saline .9% 1L", []),
    ("Suture 2/0 75cm", "Suture 3/0 75cm", ["2"]),
    ("Needle 21G x 38mm", "Needle 23G x 38mm", ["21G"]),
    ("Box of 100", "PK100", ["Box"]),
    ("Box of 50", "BX 100", ["50"]),
    ("1,000 swabs", "swabs 1000", []),
    ("Gloves 7.5", "Gloves 7.50", []),
    ("Gloves 7.5 cm", "Gloves 7.5", []),
    ("7.5 kg", "7.5 cm", ["7.5 kg"]),
    ("swabs for the ward", "ward swabs", []),
    ("anything", "", []),
    ("", "anything", []),
    ("Läkerol", "lakerol", ["Läkerol"]),
    ("O'Brien clamp", "O’Brien clamp", []),
]


@pytest.mark.parametrize(("text", "beside", "differs"), CASES)
def test_marked_finds_what_no_text_beside_says(text, beside, differs):
    assert differing(text, [beside]) == differs


def test_marked_takes_what_any_text_beside_says_as_said():
    assert differing("Nitrile gloves L", ["Nitrile gloves", "GLOVE L"]) == []


def test_marked_tells_figures_from_words():
    parts = [part for part in marked("Latex 50", ["Nitrile 100"]) if part.differs]

    assert [(part.text, part.is_figure) for part in parts] == [
        ("Latex", False),
        ("50", True),
    ]


@given(st.text(max_size=80), st.lists(st.text(max_size=40), max_size=3))
def test_marked_parts_put_together_are_the_text(text, beside):
    assert "".join(part.text for part in marked(text, beside)) == text


@given(st.text(max_size=80))
def test_marked_finds_nothing_beside_the_same_text(text):
    assert differing(text, [text]) == []
