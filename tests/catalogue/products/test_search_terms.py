"""What is typed, as text of a full-text query: however much, it stays short."""

import pytest

from catalogue.products.actions import load_catalogue
from catalogue.products.search_terms import MOST_WORDS, Piece, Word, broad
from catalogue.products.searching import LONGEST, taken_apart

pytestmark = pytest.mark.django_db

LONGEST_QUERY = 6_000  # characters
HEADINGS = "gtin,unit,manufacturer,mpc,npc,description,contains_gtin,contains_quantity"
LETTERS = "ABCDEFGHIJKLMNOP"


@pytest.fixture
def alike(db):
    """A catalogue in which many words are spelt nearly as CATHETER is, or hold it."""
    words = [f"{a}{b}CATHETER CATHET{a}{b} STERIL{a}" for a in LETTERS for b in LETTERS]
    load_catalogue(
        [f"{HEADINGS}\n"]
        + [f"{n:013},EA,Tern,T {n},,{said},,\n" for n, said in enumerate(words)]
    )


@pytest.mark.parametrize(
    "typed",
    [
        "1 2 3 4 5 6 7 8",
        " ".join(map(str, range(10, 80))),
        "st gl ni ca sy 10 14 5",
        "1/2/3/4/5 " * 20,
        "9-" * 100,
        "cathetre cathetxx catheetr cathteer catehter cahteter acthetre ctahetre",
        "catheter steril " * 12,
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    ],
)
def test_however_many_words_are_typed_the_query_stays_short(alike, typed):
    words = taken_apart(typed[:LONGEST], fuzzy=True)

    assert 0 < len(words) <= MOST_WORDS
    for without in range(len(words) // 2 + 1):
        assert len(broad(words, without=without)) < LONGEST_QUERY


def test_a_word_is_in_the_query_once_however_many_may_be_left_out():
    words = [Word(text, text, (Piece(text),)) for text in ("FOLEY", "NITRILE", "AT")]
    foley, nitrile, at = (word.about() for word in words)

    assert broad(words) == f"({nitrile} & {foley} & {at})"
    assert broad(words, without=1) == f"({nitrile} | {foley})"  # any two have one
