"""What a text says about eaches, and what it does not."""

import pytest

from catalogue.matching.packs import column_eaches, unit_eaches, words_eaches


@pytest.mark.parametrize(
    ("text", "eaches"),
    [
        ("EACH", 1),
        ("ea", 1),
        ("1", 1),
        ("C62", 1),
        ("DOZEN", 12),
        ("DZ", 12),
        ("BOX100", 100),
        ("BX 100", 100),
        ("Pack of 10", 10),
        ("PACK-50", 50),
        ("CASE 600", 600),
        ("Case of 1,000", 1000),
        ("100/Box", 100),
        ("50's", 50),
        ("50", 50),
        ("1x200", 200),
        ("4 x 25", 100),
        ("1000 x 1000", 1_000_000),
        ("1000 x 1001", None),
        ("999999 x 999999", None),
        ("BOX 10 X 10", 100),
        ("BOX", None),
        ("PK", None),
        ("CTN", None),
        ("C", None),
        ("M", None),
        ("GR", None),
        ("ROLL", None),
        ("", None),
        ("BOX0", None),
        ("5ml", None),
        ("10cm", None),
    ],
)
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


@pytest.mark.parametrize(
    ("description", "eaches"),
    [
        ("Nitrile gloves medium (BOX OF 100)", 100),
        ("Nitrile gloves Box of 100", 100),
        ("Wipes 100/Box", 100),
        ("Gauze swabs PK50", 50),
        ("Tape 50's", 50),
        ("Swab 5 per pack", 5),
        ("Dressing foam x10", 10),
        ("Cable 5m-length x500", 500),
        ("Revamil balm 15g x6", 6),
        ("Fluid container pack, box of 5 x144", 144),
        ("Foam dressing 10cm x 10cm", None),
        ("Foam dressing 10 x10", None),
        ("Foam dressing 7.5 x 7.5 cm", None),
        ("Drill bit 4.5mm x150", None),
        ("Drill bit 4.5mm x 150", None),
        ("Cannula 20G x 32mm", None),
        ("Foley catheter Ch 14", None),
        ("Sodium chloride 0.9%", None),
        ("Suture 2/0", None),
        ("Surgical glove size 7.5", None),
        ("Syringe 5ml", None),
        ("Bag of 2L saline", None),
        ("Bottle pack of 500ml", None),
        ("Drape 150X200", None),
        ("Knee pack 1", None),
        ("Tubing PK50ML", None),
        ("Pack of 10, pack of 20", None),
        ("", None),
    ],
)
def test_words_eaches(description, eaches):
    assert words_eaches(description) == eaches
