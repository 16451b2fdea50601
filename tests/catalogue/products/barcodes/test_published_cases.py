"""GS1's own published cases: check digits, bracketed codes and digital links."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from django.db import connection

from catalogue.products.barcodes.elements import GS, readings_of
from catalogue.products.barcodes.numbers import read_number
from catalogue.products.barcodes.reading import _bracketed, _link

FOLDER = Path(__file__).parents[5] / "shared/data/gs1"

# Read although the table refuses them: what they name is beyond doubt, and only a
# person looks at the rest.
LENIENT = {
    "HtTp://a/b/00/006141411234567890",  # a scheme may be in any capitals
    "https://[fe80::1%25lo]/01/12312312312333",  # the host does not matter
    "https://a/01/12312312312333?99=",  # an empty field says nothing
    "https://a/01/12312312312333?99=ABC&999=faux",  # no field that exists
    "https://example.com/01/09520123456788?10=ABC123",  # in the query, not the path
    "https://example.com/01/09520123456788?99=XYZ&89=ABC123",
    "https://id.gs1.org/01/09520123456788/10/ABC123?99=XYZ789&01=09520123456788",
    "https://id.gs1.org/01/09520123456788/10/ABC123?99=XYZ789&10=ABC123",
    "https://id.gs1.org/01/09520123456788/10/ABC123?99=XYZ789&99=XYZ789",
}
# Not read although the table takes them, each with a choice that is off in ours.
STRICT = {
    "https://a/gtin/12312312312333",  # names in letters were taken out of the standard
    "https://a/gtin/12312312312333/ser/ABC123",
    "https://a/sscc/006141411234567890",
}


def cases_of(name):
    path = FOLDER / name
    if not path.exists():
        pytest.skip("the GS1 cases are not beside this checkout")
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def written(way):
    """As the tables write it: ^ for FNC1, after a field whose length changes."""
    text = "^"
    for element in way:
        text += f"{element.ai.ai}{element.value}"
        text += "^" if element.ai.separator_required else ""
    return text.rstrip("^") if text != "^" else text


def quoted(cell):
    """Where a comment stands before the value, the value is in quotation marks."""
    return cell.rsplit('"', 2)[1] if cell.endswith('"') else cell


def values_of(code):
    [way] = readings_of(code[1:].replace("^", GS), ends_are_sent=True).ways
    return [element.value for element in way]


def test_check_digits():
    for case in cases_of("gtin_checkdigit_cases.csv"):
        digits, is_ok = case["value"], case["check_digit_ok"] == "1"
        if not (digits.isascii() and digits.isdecimal()):
            continue
        number = read_number(digits)
        if number.gtin:
            assert is_ok, case
            assert number.gtin == digits.zfill(14)
        elif "check digit" in number.problem:
            assert not is_ok, case


@pytest.mark.django_db
def test_the_database_takes_the_same_numbers():
    with connection.cursor() as cursor:
        for case in cases_of("gtin_checkdigit_cases.csv"):
            digits = case["value"]
            if digits.isascii() and digits.isdecimal():
                cursor.execute("SELECT gtin_key(%s)", [digits])
                assert cursor.fetchone()[0] == read_number(digits).gtin, digits


def test_bracketed_codes():
    for case in cases_of("bracketed_element_strings.csv"):
        text, is_valid = case["ai_data"], case["valid"] == "1"
        if text == "inbuf":
            continue  # the table's own heading
        barcode = _bracketed(text)
        was_read = barcode is not None and "cannot be read" not in barcode.problem
        assert was_read is is_valid, case
        if is_valid:
            code = case["expected_unbracketed"][1:].replace("^", GS)
            [way] = readings_of(code, ends_are_sent=True).ways
            assert [e.value for e in way] == [said.value for said in barcode.ways[0]]
            assert written(way) == case["expected_unbracketed"]


def test_digital_links():
    expected = defaultdict(set)
    for case in cases_of("digital_link_uris.csv"):
        address, code = quoted(case["uri"]), quoted(case["expected_unbracketed"])
        if code.startswith("http"):  # a comment with a comma moved it one column on
            address, code = code, "^00006141411234567890"
        if address.startswith(("http", "HTTP", "HtTp")):
            expected[address].add(code if case["valid"] == "1" else "")

    assert len(expected) > 90
    for address, codes in expected.items():
        barcode = _link(address)
        if barcode.ways:
            assert codes != {""} or address in LENIENT, address
        else:
            assert "" in codes or address in STRICT, address
        for code in codes - {""}:
            if address not in LENIENT and barcode.ways:
                values = "".join(said.value for said in barcode.ways[0])
                assert values == "".join(values_of(code)), address
