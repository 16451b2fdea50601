"""What a description says: words without packs, sizes in one unit, codes."""

import pytest

from catalogue.suggestions.words import gtins, read


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("Catheter CH14", {"Ch": {"14"}}),
        ("Catheter 14 Ch 10 ml", {"Ch": {"14"}, "ml": {"10"}}),
        ("Catheter 14 Fr", {"Ch": {"14"}}),
        ("Bandage 6 cm x 4 m", {"mm": {"60", "4000"}}),
        ("Spreader ca. 4,8x5 cm", {"mm": {"48", "50"}}),
        ("Dressing 10x10cm", {"mm": {"100", "100 square"}}),
        ("Dressing 10 cm x 20 cm", {"mm": {"100", "200"}}),
        ("Needle 20G x 32mm", {"g": {"20"}, "mm": {"32"}}),
        ("Saline 0.9% 1 L", {"%": {"0.9"}, "ml": {"1000"}}),
        ("Suture 2/0", {"/0": {"2"}}),
        ("Glove large", {"size": {"L"}}),
    ],
)
def test_a_size_is_read_in_one_unit_of_its_kind(text, sizes):
    assert read(text).sizes == sizes


@pytest.mark.parametrize(
    "text",
    ["Swab PK50", "Swab (BOX OF 100)", "Swab 12/BX", "Swab x50", "SWAB 50's", "Swab"],
)
def test_the_words_of_a_pack_say_nothing(text):
    assert read(text).words == ("SWAB",)
    assert not read(text).numbers


def test_codes_stand_among_the_words():
    assert "PGEY60" in read("PURFIT GASTROSTOMY EXTENSION Y PGEY-60").codes
    assert "33006307575" in read("Gammex 330063075 7.5").codes
    assert "10CM" not in read("Dressing 10cm").codes


def test_a_gtin_among_the_words_needs_its_check_digit():
    assert gtins("04560264570214 nano15LS") == {"04560264570214"}
    assert not gtins("04560264570215 nano15LS")
