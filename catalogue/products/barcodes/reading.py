"""Telling a barcode from a search by words, and reading it. Pure.

Nothing is guessed: a code that can be read in two ways says both, a wrong check digit
is not put right, and an indicator digit is never taken off to find a product.
"""

import re
import unicodedata
from dataclasses import replace

from biip import ParseError
from biip.gs1_digital_link_uris import GS1DigitalLinkURI
from biip.symbology import GS1Symbology, SymbologyIdentifier

from catalogue.products.barcodes.barcode import (
    Barcode,
    Kind,
    of_number,
    of_readings,
)
from catalogue.products.barcodes.elements import (
    GS,
    LONGEST,
    Reading,
    Readings,
    readings_of,
)
from catalogue.products.barcodes.numbers import LENGTHS, read_number

_SPREADSHEET = re.compile(r"[0-9]([.,][0-9]+)?E\+?(0?[7-9]|1[0-3])", re.IGNORECASE)
_BRACKETED = re.compile(r"(\([0-9]{2,4}\)(\\\(|[^(])+)+")
_FIELD = re.compile(r"\(([0-9]{2,4})\)((?:\\\(|[^(])+)")
_GTIN_OR_DELIVERY_FIRST = re.compile(r"\(?(0[12]\)?[0-9]{14}|00\)?[0-9]{18})")
_DATE_AND_LOT_FIRST = re.compile(r"(11|15|17)[0-9]{6}(10|21|30)")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"[a-z0-9.-]+\.[a-z]{2,}/(\S*/)?(01|00|8006)/[0-9]", re.I)
_SIGNS_FOR_GS = ("\u241d", "<GS>", "{GS}")  # as programs write what cannot be seen
_FNC1_FIRST = (
    "^"  # as GS1's own tests write FNC1; so only where the code begins with it
)


def read_barcode(text: str) -> Barcode | None:
    """The barcode that the text is; None where it is words, or some other code."""
    for sign in _SIGNS_FOR_GS:
        text = text.replace(sign, GS)
    text = text.strip(" \t\r\n\f\v\x1c\x1e\x1f\x00")
    if not text.isprintable() and not text.replace(GS, "").isprintable():
        return None
    if text.startswith("]"):
        return _with_symbology(text)
    if _ADDRESS.match(text):
        return _link(text)
    if _BARE_ADDRESS.match(text):
        return _link(f"https://{text}")
    barcode = _number(text)
    return replace(barcode, may_be_words=True) if barcode else _fields(text)


def _with_symbology(text: str) -> Barcode | None:
    """]C1, ]d2 and so on: the scanner says what kind of barcode it was."""
    try:
        kind = SymbologyIdentifier.extract(text[:3])
    except (ParseError, IndexError):
        return None
    rest = text[len(kind) :]
    if kind.gs1_symbology in GS1Symbology.with_gtin():
        return of_number(read_number(rest)) if _are_digits(rest) else None
    if _ADDRESS.match(rest):
        return _link(rest)
    if kind.gs1_symbology is None:
        return read_barcode(rest)
    return of_readings(readings_of(rest, ends_are_sent=False), Kind.FIELDS)


def _number(text: str) -> Barcode | None:
    if _SPREADSHEET.fullmatch(text):
        return Barcode(
            Kind.NUMBER,
            problem=f"{text} is a number that a spreadsheet has shortened: its last "
            "digits are gone. Take it from the barcode, and set the column to text "
            "before you fill it.",
        )
    digits = text.replace(" ", "").replace("-", "")
    if not digits.isdecimal() or len(digits) not in LENGTHS:
        return _lost_zeros(digits) if _are_digits(digits) else None
    if not digits.isascii():
        plain = "".join(str(unicodedata.decimal(sign)) for sign in digits)
        return Barcode(
            Kind.NUMBER,
            problem="These digits are of another script. Barcode numbers are looked "
            "up by the digits 0 to 9.",
            offered=plain,
        )
    return of_number(read_number(digits))


def _lost_zeros(digits: str) -> Barcode | None:
    """Eleven digits are often twelve whose first, a zero, a spreadsheet left out."""
    if len(digits) != LENGTHS[1] - 1:
        return None
    whole = digits.zfill(LENGTHS[1])
    if not read_number(whole).gtin:
        return None
    number = read_number(digits)
    return Barcode(
        Kind.NUMBER,
        problem=f"{number.problem} A zero at its start may have been lost.",
        offered=whole,
    )


def _fields(text: str) -> Barcode | None:
    compact = "".join(text.split(" "))
    if compact.startswith(_FNC1_FIRST):
        return _sent(compact[1:].replace(_FNC1_FIRST, GS))
    if GS in compact:
        return _sent(compact)
    if compact.startswith("("):
        return _bracketed(compact)
    if _GTIN_OR_DELIVERY_FIRST.match(compact):
        found = readings_of(compact, ends_are_sent=False)
        return of_readings(found, Kind.FIELDS)
    if _DATE_AND_LOT_FIRST.match(text) or _has_gtin_inside(text):
        found = readings_of(text, ends_are_sent=False)
        return _if_not_words(found) if found.ways else None
    return None


def _sent(code: str) -> Barcode:
    return of_readings(readings_of(code, ends_are_sent=True), Kind.FIELDS)


def _bracketed(text: str) -> Barcode | None:
    """As it is printed under a barcode: (01)09521234543213(10)ABC. Each field says
    where it ends, so the fields that biip reads must be just those."""
    means_it = bool(_GTIN_OR_DELIVERY_FIRST.match(text))
    found = Readings(())
    if _BRACKETED.fullmatch(text) and len(text) <= LONGEST:
        pairs = [(ai, said.replace("\\(", "(")) for ai, said in _FIELD.findall(text)]
        code = GS.join(f"{ai}{said}" for ai, said in pairs)
        found = readings_of(code, ends_are_sent=True)
        fields = [[(e.ai.ai, e.value) for e in way] for way in found.ways]
        if fields != [pairs]:
            found = Readings(())
    if means_it:
        return of_readings(found, Kind.FIELDS)
    return _if_not_words(found) if found.ways else None


def _if_not_words(found: Readings) -> Barcode:
    return replace(of_readings(found, Kind.FIELDS), may_be_words=True)


def _has_gtin_inside(text: str) -> bool:
    """A lot may stand before the GTIN."""
    if not re.match(r"(10|11|15|17|21)\S{18,}$", text):
        return False
    return any(
        read_number(found).gtin for found in re.findall(r"(?=01([0-9]{14}))", text)
    )


def _link(address: str) -> Barcode:
    """A stem before the keys may look like one, so the last key there is counts."""
    start, *parts = address.split("/")[:40]
    for place in range(len(parts) - 1, 0, -1):
        stem = "/".join([start, *parts[:2], *parts[place:]])
        if (way := _link_fields(stem)) and place > 1:
            return of_readings(Readings((way,)), Kind.LINK)
    return Barcode(
        Kind.LINK,
        problem="This web address is no GS1 digital link: it has no /01/ with a "
        "barcode number behind it. Scan the other barcode on the pack, or type its "
        "number.",
    )


def _link_fields(address: str) -> Reading:
    try:
        found = tuple(GS1DigitalLinkURI.parse(address).element_strings)
    except (ParseError, ValueError):  # ValueError: no address at all
        return ()
    values = {(element.ai.ai, element.value) for element in found}
    is_sound = len({ai for ai, _ in values}) == len(values)
    return found if is_sound else ()


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()
