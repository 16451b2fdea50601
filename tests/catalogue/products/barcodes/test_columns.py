"""What is wrong with what stands in a GTIN column."""

import pytest

from catalogue.products.barcodes.columns import why_unread


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("5.01235E+12", "Shortened", "last digits"),
        ("9521234543214", "Wrong check digit", "it ends in 3"),
        ("36000291452", "Zero lost", "zero at its start"),
        ("1234567", "Wrong length", "has 7 digits"),
        ("N/A", "Not a number", "letters or signs"),
        ("0000000000000", "Own number", "names nothing"),
        ("2012345678903", "Own number", "for its own use"),
        ("(01)09521234543213(10)A", "Whole barcode", "09521234543213"),
        ("https://id.gs1.org/01/09521234543213", "Whole barcode", "09521234543213"),
        ("٤٠٠٦٣٨١٣٣٣٩٣١", "Other digits", "another script"),
        ("x" * 10_000, "Not a number", "letters or signs"),
        ("'=1+1", "Not a number", "letters or signs"),
    ],
)
def test_why_unread_says_what_is_wrong_and_what_to_do(text, kind, says):
    why = why_unread(text)

    assert why.kind == kind
    assert says in f"{why.problem} {why.what_to_do}"
    assert why.what_to_do
