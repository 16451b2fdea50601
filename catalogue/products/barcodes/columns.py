"""What is wrong with a text in an extract's GTIN column, and what to do. Pure."""

from dataclasses import dataclass

from catalogue.products.barcodes.barcode import Kind
from catalogue.products.barcodes.numbers import read_number
from catalogue.products.barcodes.reading import read_barcode

_MEND = "Take the number from the pack or the maker, and put it right in the item list."
_OWN = "Own number"
_AS_TEXT = (
    "Ask for the extract with this column as text. A number that is shortened in the "
    "purchasing system too has to be taken from the pack."
)


@dataclass(frozen=True, slots=True)
class Unread:
    """`kind` in two or three words, and a sentence each for the rest."""

    kind: str
    problem: str
    what_to_do: str


def why_unread(text: str) -> Unread:
    """Of a text that is not empty and no GTIN."""
    barcode = read_barcode(text)
    if barcode is None:
        return _unlike_any(text)
    if barcode.kind is not Kind.NUMBER:
        return Unread(
            "Whole barcode",
            "It holds a whole barcode with its other fields, or a web address.",
            f"Only the GTIN belongs here{': ' if barcode.gtin else ''}{barcode.gtin}.",
        )
    if "spreadsheet" in barcode.problem:
        return Unread("Shortened", "A spreadsheet cut its last digits off.", _AS_TEXT)
    if "have been lost" in barcode.problem:
        return Unread("Zero lost", barcode.problem, _AS_TEXT)
    kinds = {"check digit": "Wrong check digit", "script": "Other digits"}
    kind = next((k for said, k in kinds.items() if said in barcode.problem), _OWN)
    return Unread(kind, barcode.problem, _MEND)


def _unlike_any(text: str) -> Unread:
    digits = text.replace(" ", "").replace("-", "")
    if digits.isascii() and digits.isdecimal():
        return Unread("Wrong length", read_number(digits).problem, _MEND)
    return Unread(
        "Not a number", "It holds letters or signs; a GTIN is digits only.", _MEND
    )
