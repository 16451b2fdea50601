"""What a description says: words, sizes, and codes that stand among the words.

Pure: no database, clock or request. The words of a pack (`BOX OF 100`, `PK50`) are left
out, for they say how a thing is sold and not what it is. A size is read in one unit of
its kind, so that 10 cm is 100 mm; and never as a pack.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

# How many of the base unit one of these is; the base names the kind of size.
_UNITS = {
    "MM": ("mm", 1.0),
    "CM": ("mm", 10.0),
    "DM": ("mm", 100.0),
    "M": ("mm", 1000.0),
    "ML": ("ml", 1.0),
    "CC": ("ml", 1.0),
    "CL": ("ml", 10.0),
    "DL": ("ml", 100.0),
    "L": ("ml", 1000.0),
    "LTR": ("ml", 1000.0),
    "LITRE": ("ml", 1000.0),
    "MCG": ("mg", 0.001),
    "UG": ("mg", 0.001),
    "MG": ("mg", 1.0),
    "KG": ("mg", 1_000_000.0),
    "G": ("g", 1.0),
    "GM": ("g", 1.0),
    "GAUGE": ("g", 1.0),
    "IN": ("in", 1.0),
    "INCH": ("in", 1.0),
    '"': ("in", 1.0),
    "CH": ("Ch", 1.0),
    "FR": ("Ch", 1.0),
    "FG": ("Ch", 1.0),
    "FRENCH": ("Ch", 1.0),
    "CHARRIERE": ("Ch", 1.0),
    "%": ("%", 1.0),
    "/0": ("/0", 1.0),
    "-0": ("/0", 1.0),
    "PLY": ("ply", 1.0),
    "IU": ("IU", 1.0),
    "HZ": ("Hz", 1.0),
    "MHZ": ("Hz", 1e6),
    "GHZ": ("Hz", 1e9),
    "GB": ("GB", 1.0),
    "MB": ("MB", 1.0),
    "V": ("V", 1.0),
    "W": ("W", 1.0),
}
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_NUMBER = r"\d{1,6}(?:\.\d{1,4})?"
_SIDES = re.compile(
    rf"(?<![\w.])({_NUMBER})\s?({_UNIT})?"
    rf"\s?[X*]\s?({_NUMBER})\s?({_UNIT})?(?:\s?[X*]\s?({_NUMBER})\s?({_UNIT})?)?(?!\w)"
)
_SIZE = re.compile(rf"(?<![\w.])({_NUMBER})\s?({_UNIT})(?![A-Z0-9%])")
_BEFORE = re.compile(rf"\b(CH|FR|FG)\.?\s?({_NUMBER})(?![\w.])")
_LETTER_SIZES = {
    "XS": "XS", "XSMALL": "XS", "EXSML": "XS", "SML": "S", "SMALL": "S", "MED": "M",
    "MEDIUM": "M", "LGE": "L", "LARGE": "L", "XLARGE": "XL", "S": "S", "M": "M",
    "L": "L", "XL": "XL", "XXS": "XXS", "XXL": "XXL", "XXXL": "XXXL", "2XL": "XXL",
    "3XL": "XXXL",
}  # fmt: skip

_BOX = r"(?:BOX(?:ES)?|BX|PACKS?|PACKET|PKT|PCK|PK|CASE|CSE|CS|CARTON|CTN|CT|BAG|TRAY)"
_PACK = re.compile(
    rf"\(\s*{_BOX}\s*(?:OF)?\s*\d+\s*\)|\b{_BOX}\s*(?:OF\s*|-)?\d+\b(?!\s?[X.%/])"
    rf"|(?<![\w./-])\d+\s?(?:/|PER)\s?{_BOX}\b|(?<![\w./-])\d+\s?'S\b"
    r"|(?<=\s)X\d+$|(?<=\w\s)(?<!\d\s)X\s?\d{2,4}$|\b\d+\s?(?:PCS|PIECES)\b"
)

_CHUNK = re.compile(r"[A-Z0-9](?:[^\s,;()]*[A-Z0-9])?")
_WORD = re.compile(r"\d+\.\d+[A-Z]*|[^\W_]+")
_DIGIT = re.compile(r"\d")
_MEASURE = re.compile(rf"[\dX]+(?:{_UNIT})")
_GTIN = re.compile(r"(?<!\d)\d{8}(?:\d{4,6})?(?!\d)")
SHORTEST_CODE = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """`words` in order, without packs; `sizes` by kind (base unit, or "size" for
    letters); `numbers` that have no unit; `codes` that may be part codes or GTINs;
    `packs` are the counts of the packs it names."""

    words: tuple[str, ...]
    sizes: dict[str, frozenset[str]] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    packs: frozenset[str] = frozenset()


def plain(text: str) -> str:
    """Capitals, no accents, one space; 3,75 is 3.75 and 2.50 is 2.5."""
    if not text.isascii():
        text = text.translate(_SIGNS)
        text = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = " ".join(text.upper().split())
    if _DIGIT.search(text):
        text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
        text = re.sub(r"(?<=\d),(?=\d)", ".", text)
        text = re.sub(r"(?<![\w.])(\d+)(?:\.0+|(\.\d*[1-9])0+)(?![\d.])", r"\1\2", text)
    return text


_SIGNS = str.maketrans({"×": "x", "ø": "o", "Ø": "O", "ß": "ss", "®": " ", "™": " "})


@lru_cache(maxsize=20_000)
def read(text: str) -> Reading:
    """Take a description apart. The same text is read once."""
    said = plain(text)
    sizes: dict[str, set[str]] = {}
    packs = codes = numbers = frozenset[str]()
    if _DIGIT.search(said):
        packs = frozenset("".join(_DIGIT.findall(p)) for p in _PACK.findall(said))
        said = _PACK.sub(" ", said)
        codes = frozenset(_codes(said))
        said = _with_sizes(said, sizes)
        numbers = frozenset(filter(_is_number, _WORD.findall(said)))
    words = []
    for word in _WORD.findall(said):
        if letters := _LETTER_SIZES.get(word):
            sizes.setdefault("size", set()).add(letters)
        words.append("SIZE" + letters if letters else word)
    return Reading(
        words=tuple(words),
        sizes={kind: frozenset(values) for kind, values in sizes.items()},
        numbers=numbers,
        codes=codes,
        packs=packs,
    )


def _is_number(word: str) -> bool:
    return word.replace(".", "").isdigit()


def _with_sizes(said: str, sizes: dict[str, set[str]]) -> str:
    """The text with each size as one word; what they are goes into `sizes`."""

    def size(number: str, unit: str, *, again: bool = False) -> str:
        kind, times = _UNITS[unit]
        value = f"{float(number) * times:g}" + " square" * again
        sizes.setdefault(kind, set()).add(value)
        word = f"{value}{kind}".replace("%", "PC").replace("/0", "OO")
        return f" {word.upper().replace(' ', '')} "

    said = _SIDES.sub(lambda found: _all_sides(found, size), said)
    said = _SIZE.sub(lambda found: size(found[1], found[2]), said)
    return _BEFORE.sub(lambda found: size(found[2], found[1]), said)


def _all_sides(found: re.Match[str], size) -> str:
    """Both or all three sides of a measure; a side without a unit has the next one's,
    and the last one the one's before."""
    sides = [(found[1], found[2]), (found[3], found[4]), (found[5], found[6])]
    units = [unit for _, unit in sides if unit]
    if not units:
        return " " + " ".join(number for number, _ in sides if number) + " "
    said = []
    seen = set()
    for place, (number, unit) in enumerate(sides):
        if number:
            side = number, unit or next((u for _, u in sides[place:] if u), units[-1])
            # A square's second side is a size of its own: 10 x 10 is not 10 x 20.
            said.append(size(*side, again=side in seen))
            seen.add(side)
    return " ".join(said)


def _codes(said: str) -> set[str]:
    """Words with a digit in them as part codes are compared, each alone and with the
    short one after it."""
    chunks = _CHUNK.findall(said)
    keys = [part_key(chunk) for chunk in chunks]
    found = {
        key
        for key in keys
        if len(key) >= SHORTEST_CODE
        and _DIGIT.search(key)
        and not _MEASURE.fullmatch(key)
    }
    for first, second in pairwise(keys):
        is_code = len(first) >= SHORTEST_CODE and _DIGIT.search(first) is not None
        if is_code and len(second) <= SHORTEST_CODE:
            found.add(first + second)
    return found


def part_key(code: str) -> str:
    """As the database function of this name makes it."""
    return code.translate(_LEFT_OUT).upper()


_LEFT_OUT = dict.fromkeys(map(ord, " \t\u00a0-/._"))


def gtins(text: str) -> frozenset[str]:
    """Numbers in the text that have the length and check digit of a GTIN, as 14
    digits."""
    return frozenset(
        digits.zfill(14) for digits in _GTIN.findall(text) if _checks(digits.zfill(14))
    )


def _checks(digits: str) -> bool:
    total = sum(
        int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(digits)
    )
    return total % 10 == 0 and int(digits) > 0
