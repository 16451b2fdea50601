"""One GTIN: what is wrong with it, and how it stands among others. Pure."""

import re
from dataclasses import dataclass

from biip import ParseError
from biip.checksums import gs1_standard_check_digit
from biip.gtin import Gtin

LENGTHS = (8, 12, 13, 14)
# The same rule as the database's `gtin_key`; tests hold the two together.
_RESTRICTED = re.compile(r".(02|04|2)|000000[02]")
_VARIABLE = "9"  # an indicator digit


@dataclass(frozen=True, slots=True)
class Number:
    """A GTIN as 14 digits, or why it is none that can be looked up. `offered` is what
    it may have been meant to be: for a person to judge, never searched by itself."""

    gtin: str = ""
    problem: str = ""
    offered: str = ""


def read_number(digits: str) -> Number:
    """Digits 0 to 9, of any length."""
    if len(digits) not in LENGTHS:
        return Number(
            problem=f"{digits} has {len(digits)} digits. "
            "A barcode number (GTIN) has 8, 12, 13 or 14."
        )
    try:
        Gtin.parse(digits)
    except ParseError:
        return _wrong_check_digit(digits)
    gtin = digits.zfill(14)
    if _RESTRICTED.match(gtin):
        return Number(problem=_why_restricted(digits))
    return Number(gtin)


def is_variable_measure(gtin: str) -> bool:
    return gtin.startswith(_VARIABLE)


def _wrong_check_digit(digits: str) -> Number:
    right = gs1_standard_check_digit(digits[:-1])
    return Number(
        problem=f"The check digit of {digits} is wrong. It ends in {digits[-1]}; "
        f"if the other digits are right, it ends in {right}. "
        "Compare it with the number under the barcode.",
        offered=f"{digits[:-1]}{right}",
    )


def _why_restricted(digits: str) -> str:
    if not int(digits):
        return "A number of zeros only names nothing."
    short = (
        " If it is the short barcode (UPC-E) of a small pack, type the 12 digits that "
        "the supplier gives for it."
        if len(digits) == LENGTHS[0]
        else ""
    )
    return (
        f"{digits} is in a range (02, 04, 20 to 29) of numbers that a shop or hospital "
        "gives out for its own use. It means something else at each place, so no "
        f"product can be found by it. Look for another barcode on the pack.{short}"
    )
