"""What a text says about eaches, and what it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.matching.packs import column_eaches, unit_eaches, words_eaches
from catalogue.matching.units import MOST_EACHES
from tests.catalogue.matching.pack_texts import (
    UNIT_TEXTS,
    WORDS_THAT_DO_NOT,
    WORDS_THAT_SPEAK,
)


def cases(table):
    return [
        pytest.param(text.strip(), eaches, id=f"{rule}: {text.strip()}")
        for rule, by_eaches in table.items()
        for eaches, texts in by_eaches.items()
        for text in texts.split("|")
    ]


UNITS = cases(UNIT_TEXTS)
SPEAKING = cases(WORDS_THAT_SPEAK)
SILENT = cases(WORDS_THAT_DO_NOT)


@pytest.mark.parametrize(("text", "eaches"), UNITS)
def test_unit_eaches(text, eaches):
    assert unit_eaches(text) == eaches


@pytest.mark.parametrize(
    ("text", "eaches"),
    [
        ("100", 100),
        ("100.00", 100),
        (" 12 ", 12),
        ("Box of 50", 50),
        ("10.5", None),
        ("0", None),
        ("-5", None),
        ("", None),
        ("various", None),
        ("9999999999", None),
    ],
)
def test_column_eaches(text, eaches):
    assert column_eaches(text) == eaches


@pytest.mark.parametrize(("text", "eaches"), SPEAKING)
def test_words_eaches(text, eaches):
    assert words_eaches(text) == eaches


@pytest.mark.parametrize(("text", "eaches"), SILENT)
def test_words_eaches_does_not_speak(text, eaches):
    assert words_eaches(text) is eaches


def test_the_table_is_large_and_no_text_stands_twice_under_one_reader():
    texts = [[case.values[0] for case in table] for table in (UNITS, SPEAKING + SILENT)]

    assert all(len(set(table)) == len(table) for table in texts)
    assert sum(map(len, texts)) >= 400


PARTS = ("X", "/", "(", ")", "'S", "1", "50", "PK", "BOX", "BOXES", "OF", "CM", "PER")


@given(st.text() | st.lists(st.sampled_from(PARTS), max_size=8).map(" ".join))
def test_whatever_is_read_is_a_possible_pack_or_nothing(text):
    for reads in (unit_eaches, column_eaches, words_eaches):
        eaches = reads(text)
        assert eaches is None or 1 <= eaches <= MOST_EACHES
