"""What is typed or scanned into the search, read as a barcode or left as words."""

from datetime import date

import pytest

from catalogue.products.barcodes import Kind, read_barcode

GTIN = "09521234543213"
FNC1 = "\x1d"


def said(barcode):
    return {each.name: each.value for each in barcode.says}


@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        ("96385074", "00000096385074"),
        ("036000291452", "00036000291452"),
        ("4006381333931", "04006381333931"),
        (" 4 006381 333931 ", "04006381333931"),
        ("400-6381-333931", "04006381333931"),
        ("15012345678907", "15012345678907"),
        ("95012345678903", "95012345678903"),
        ("]E04006381333931", "04006381333931"),
        ("]E496385074", "00000096385074"),
        ("]I115012345678907", "15012345678907"),
    ],
)
def test_a_plain_number_is_a_gtin_of_14_digits(text, gtin):
    barcode = read_barcode(text)

    assert (barcode.kind, barcode.gtin) == (Kind.NUMBER, gtin)
    assert not barcode.problem
    assert not barcode.is_ambiguous


@pytest.mark.parametrize(
    "text",
    [
        f"]C101{GTIN}1726123110ABC123",
        f"]d201{GTIN}10ABC123{FNC1}17261231",
        f"]Q301{GTIN}10ABC123{FNC1}17261231",
        f"]e001{GTIN}1726123110ABC123",
        f"01{GTIN}10ABC123{FNC1}17261231",
        f"01{GTIN}10ABC123\u241d17261231",
        f"01{GTIN}10ABC123<GS>17261231{FNC1}",
        f"^01{GTIN}10ABC123^17261231",
        f"{FNC1}01{GTIN}1726123110ABC123",
        f"01{GTIN}1726123110ABC123",
        f"01 {GTIN} 17 261231 10 ABC123",
        f"(01){GTIN}(10)ABC123(17)261231",
        f"(01) {GTIN} (17) 261231 (10) ABC123",
        f"https://id.gs1.org/01/{GTIN}/10/ABC123?17=261231",
        f"HTTPS://EXAMPLE.COM/shop/01/{GTIN[1:]}/10/ABC123?17=261231&x=1#top",
        f"id.gs1.org/01/{GTIN}/10/ABC123?17=261231",
    ],
)
def test_every_way_of_writing_a_code_says_the_same(text):
    barcode = read_barcode(text)

    assert barcode.gtin == GTIN
    assert said(barcode) == {"Lot": "ABC123", "Expiry date": "261231"}
    assert date(2026, 12, 31) in {each.day for each in barcode.says}
    assert not barcode.problem


@pytest.mark.parametrize("start", ["", "]C1", "]d2"])
def test_without_the_sign_at_its_end_a_field_is_ambiguous(start):
    barcode = read_barcode(f"{start}01{GTIN}10ABC12317261231")

    assert barcode.is_ambiguous
    assert barcode.gtin == GTIN  # every reading begins with it
    assert [{each.name: each.value for each in way} for way in barcode.ways] == [
        {"GTIN": GTIN, "Lot": "ABC12317261231"},
        {"GTIN": GTIN, "Lot": "ABC123", "Expiry date": "261231"},
    ]
    assert barcode.says == ()


def test_where_readings_name_different_things_none_is_taken():
    barcode = read_barcode(f"10ABC01{GTIN}")

    assert barcode.is_ambiguous
    assert barcode.gtin == ""
    assert [each.value for each in barcode.ways[0]] == ["ABC", GTIN]
    assert [each.value for each in barcode.ways[1]] == [f"ABC01{GTIN}"]


def test_a_code_that_begins_with_the_sign_is_sent_with_all_of_them():
    barcode = read_barcode(f"{FNC1}01{GTIN}10ABC12317261231")

    assert not barcode.is_ambiguous
    assert said(barcode) == {"Lot": "ABC12317261231"}


def test_a_day_of_nought_is_the_last_of_the_month():
    barcode = read_barcode(f"01{GTIN}17270200")

    assert [each.day for each in barcode.says] == [date(2027, 2, 28)]


@pytest.mark.parametrize(
    ("text", "offered", "says"),
    [
        ("4006381333932", "4006381333931", "ends in 2; if the other digits are right"),
        (f"01{GTIN[:-1]}4", GTIN, "it ends in 3"),
        (f"(01){GTIN[:-1]}4(10)A", GTIN, "check digit"),
        (f"https://id.gs1.org/01/{GTIN[:-1]}4", GTIN, "check digit"),
        ("36000291452", "036000291452", "zero at its start"),
        ("٤٠٠٦٣٨١٣٣٣٩٣١", "4006381333931", "another script"),
        ("０９５２１２３４５４３２１３", GTIN, "another script"),  # noqa: RUF001
        ("5.01235E+12", "", "spreadsheet has shortened"),
        ("5,01235e12", "", "spreadsheet has shortened"),
        ("2012345678903", "", "for its own use"),
        ("0212345678909", "", "for its own use"),
        ("0412345678903", "", "for its own use"),
        ("01234565", "", "UPC-E"),
        ("00000000000000", "", "names nothing"),
        ("]C11726123110ABC", "", "only expiry date, lot"),
        ("1726123110ABC", "", "begins with (01)"),
        ("(00)006141411234567890", "", "only delivery unit (sscc)"),
        ("https://example.com/product?id=1", "", "no GS1 digital link"),
        ("https://[::1", "", "no GS1 digital link"),
        (f"(01){GTIN}(17)261350", "", "cannot be read"),  # no such month
        (f"(01){GTIN}(10)" + "A" * 21, "", "cannot be read"),
        (f"(01){GTIN}(10)A(10)B", "", "cannot be read"),
        (f"01{GTIN}1", "", "cannot be read"),
        ("]d2", "", "cannot be read"),
    ],
)
def test_what_cannot_be_looked_up_says_why_and_what_to_do(text, offered, says):
    barcode = read_barcode(text)

    assert barcode.gtin == ""
    assert says in barcode.problem
    assert barcode.offered == offered


def test_an_indicator_digit_stays():
    assert read_barcode("15012345678907").gtin == "15012345678907"
    assert read_barcode("(01)15012345678907").gtin == "15012345678907"


def test_a_delivery_label_names_what_it_holds():
    barcode = read_barcode(f"(00)006141411234567890(02){GTIN}(37)25")

    assert (barcode.gtin, barcode.holds) == (GTIN, True)
    assert said(barcode)["How many are inside"] == "25"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nitrile gloves",
        "(100) gloves",
        "(20) boxes",
        "10 x 10 cm",
        "2/0",
        "KG-4417-M",
        "12345678901",
        "1017ABC",
        "100/21",
        "]",
        "]z",
        "(",
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "\x00",
        "4006381\x00333931",
        "gloves\x1b[31m",
        "e+12",
    ],
)
def test_words_and_other_codes_are_left_to_the_search(text):
    assert read_barcode(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        f"01{GTIN}10" + "A" * 100_000,
        f"01{GTIN}" + "10" * 190,
        f"01{GTIN}" + "2110" * 90,
        f"01{GTIN}" + "1" * 380,
        "(01)" * 20_000,
        f"(01){GTIN}" * 5_000,
        "https://a/" + "01/" * 50_000,
        f"https://a/01/{GTIN}?" + "99=A&" * 20_000,
        "]C1" * 30_000,
        f"01{GTIN}10<b>bold</b>",
        f"https://a/01/{GTIN}/10/%00%3Cscript%3E",
        FNC1 * 1000,
        "^" * 1000,
    ],
    ids=lambda text: f"{text[:12]}x{len(text)}",
)
def test_hostile_codes_are_answered_and_nothing_breaks(text):
    barcode = read_barcode(text)

    assert barcode is None or barcode.problem or barcode.is_ambiguous or barcode.gtin
