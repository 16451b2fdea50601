"""What a unit of purchase is called, and what its text says that it holds.

Pure: no database, clock or request. One reading gives both, so that a number is left
out of the name exactly where it was read as the pack; any other number stays in it.
"""

import re
from math import prod
from typing import NamedTuple

# The spellings of each unit: words, what systems write, GS1 names, and the codes of
# UN/ECE recommendations 20 and 21 (those of 21 with X before them). C, M and GR are
# left out on purpose: hundred or each, thousand or metre, gross or gram cannot be told
# from the letter. CA is a can or a case, PL a pail or a pallet, TB a tub or a tube.
SPELLINGS = {
    "EACH": "EA EACH EACHES E UNIT UNITS 1 SGL SINGLE PC PCS PCE PIECE PIECES"
    " ITEM ITEMS C62 H87 NMB NAR NUMBER BASE_UNIT_OR_EACH XUN XPP",
    "PAIR": "PAIR PAIRS PR PRS",
    "DOZEN": "DOZEN DOZENS DZ DOZ DZN DPC",
    "GROSS": "GROSS GRO",
    "HUNDRED": "HUNDRED HD CEN",
    "THOUSAND": "THOUSAND THOU TH T3",
    "BOX": "BOX BOXES BX BXS XBX",
    "PACK": "PACK PACKS PK PKS PAK PCK PKT PKTS PACKET PACKETS PACKAGE PACKAGES XPK XPA"
    " PACK_OR_INNER_PACK",
    "CARTON": "CARTON CARTONS CTN CTNS CT XCT",
    "CASE": "CASE CASES CS CSE XCS",
    "BAG": "BAG BAGS BG XBG",
    "TRAY": "TRAY TRAYS TR TRY XPU",
    "TUB": "TUB TUBS XTB",
    "TUBE": "TUBE TUBES TU XTU",
    "ROLL": "ROLL ROLLS RL RO XRO",
    "REEL": "REEL REELS XRL",
    "SLEEVE": "SLEEVE SLEEVES SLV XSY",
    "INNER": "INNER INNERS",
    "OUTER": "OUTER OUTERS",
    "KIT": "KIT KITS KT XKI",
    "SET": "SET SETS ST XSX",
    "BOTTLE": "BOTTLE BOTTLES BT BTL BTLS XBO XBQ XBS XBV",
    "SHEET": "SHEET SHEETS SH XST",
    "REAM": "REAM REAMS RM",
    "BUNDLE": "BUNDLE BUNDLES BDL XBE",
    "PALLET": "PALLET PALLETS PAL PLT XPX",
    "VIAL": "VIAL VIALS VL XVI",
    "AMPOULE": "AMPOULE AMPOULES AMP XAM XAP",
    "SACHET": "SACHET SACHETS XSH",
    "POUCH": "POUCH POUCHES XPO",
    "ENVELOPE": "ENVELOPE ENVELOPES XEN",
    "DRUM": "DRUM DRUMS XDR",
    "JAR": "JAR JARS XJR",
    "CAN": "CAN CANS XCA XCX",
    "CRATE": "CRATE CRATES XCR",
    "CARTRIDGE": "CARTRIDGE CARTRIDGES XCQ",
}
UNIT_OF = {word: unit for unit, words in SPELLINGS.items() for word in words.split()}

# Units that hold a fixed number by their name.
FIXED_EACHES = {
    "EACH": 1,
    "PAIR": 2,
    "DOZEN": 12,
    "GROSS": 144,
    "HUNDRED": 100,
    "THOUSAND": 1000,
}

# A text that names more is not believed: the largest real packs hold some thousands.
MOST_EACHES = 1_000_000

# After "6 x 500" these say that each of the six holds so much. A length does not: both
# sides of a dressing have one.
AMOUNTS = (
    *("L", "LT", "LTR", "LITRE", "LITRES", "ML", "CL", "DL"),
    *("G", "GM", "GRAM", "GRAMS", "KG", "MG", "MCG"),
)

COUNT = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.0+)?")
_TOKEN = re.compile(r"\d[\d.,]*|'S\b|[A-Z_]+|[^\sA-Z_\d]")
_LETTERS = {
    **dict.fromkeys(("X", "*", "×"), "X"),
    **dict.fromkeys(("/", "PER"), "S"),
    **dict.fromkeys(("'S", "S"), "Z"),
    **dict.fromkeys(("-", "(", ")", "[", "]", ":", "=", "."), ""),
    **dict.fromkeys(AMOUNTS, "A"),
    "OF": "O",
}

# What may stand in a text whose numbers are its pack, a letter each (see `_shape`).
# Two containers hold the product of their numbers.
_PACK_SHAPES = re.compile(
    "[CP][OSX]?N[ZE]?"  # box of 100, bx/100, pk 50's, box of 100 pieces
    "|NS?C|NZ|NE?|XN"  # 100/box, 10 pack, 50's, 100 pieces, 100, x50
    "|[CP][OSX]?NXNA?|NXNA?"  # 4 x 25, case 10 x 10, case 6 x 2 l
    "|(?:CO?)?N(?:PO?|X?CO|XC)N"  # 10 boxes of 100, case of 10 boxes of 100
    "|NSCNC?SC"  # 100/bx 10 bx/case
)
_ONE_OF_THEM = re.compile("NC")  # one box, not a box of one


class Unit(NamedTuple):
    """A unit's canonical name, and its eaches where the text says them."""

    name: str
    eaches: int | None


def canonical_unit(text: str) -> str:
    """One name for all spellings of a unit: `bx`, `Box/100`, `BOX100` are `BOX`.

    A text that is not understood is itself, in capitals with single spaces. Given its
    own answer it gives that again.
    """
    return read_unit(text).name


def read_unit(text: str) -> Unit:
    """`Box of 100` is BOX and 100, `each` EACH and 1, `bx` BOX and None."""
    folded = " ".join(text.upper().split())
    if unit := UNIT_OF.get(folded.strip(". ()/-")):
        return Unit(unit, FIXED_EACHES.get(unit))
    shape, containers, counts = _shape(folded)
    if folded.startswith("-") or not _PACK_SHAPES.fullmatch(shape):
        return Unit(folded, None)
    eaches = believed(counts[0] if shape.endswith("A") else prod(counts))
    if eaches is None or (eaches == 1 and _ONE_OF_THEM.fullmatch(shape)):
        return Unit(folded, None)
    if not containers:
        return Unit(folded, eaches)
    return Unit(containers[-1 if shape.startswith("NSCN") else 0], eaches)


def believed(count: int) -> int | None:
    return count if 1 <= count <= MOST_EACHES else None


def as_count(digits: str) -> int:
    return int(digits.replace(",", "").partition(".")[0])


def _shape(text: str) -> tuple[str, list[str], list[int]]:
    """What stands in a text, a letter each: Number, Container (P in the plural), Each,
    Fixed number, Of, Slash, X, Z for 's, Amount, `?`; its containers and numbers."""
    shape, containers, counts = "", [], []
    for token in _TOKEN.findall(text):
        if COUNT.fullmatch(token):
            shape += "N"
            counts.append(as_count(token))
        elif (letter := _LETTERS.get(token)) is not None:
            shape += letter
        elif (unit := UNIT_OF.get(token)) is None:
            shape += "?"
        elif unit in FIXED_EACHES:
            shape += "E" if unit == "EACH" else "F"
        else:
            one = token.removesuffix("S")
            plural = one != token and unit in (UNIT_OF.get(one), one.removesuffix("E"))
            shape += "P" if plural else "C"
            containers.append(unit)
    return shape, containers, counts
