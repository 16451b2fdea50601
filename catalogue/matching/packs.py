"""What a text says about the number of eaches in a unit of purchase.

Pure: no database, clock or request. A number is a pack only where the words around it
say so; a size, gauge, strength or date never is. None means: this text does not speak,
or may be read in two ways.
"""

import re
from collections.abc import Iterator

from catalogue.matching.units import AMOUNTS, SPELLINGS, as_count, believed, read_unit


def _any_of(*units: str) -> str:
    words = {word for unit in units for word in SPELLINGS[unit].split()}
    return rf"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


# What holds eaches. A set, kit, roll or tube is not among them: it is what is bought.
_HOLDER = _any_of(
    "BOX", "PACK", "CARTON", "CASE", "BAG", "TRAY", "SLEEVE", "INNER", "OUTER", "POUCH"
)
_HOLDERS = r"(?:BOXES|PACKS|PKS|PACKETS|PKTS|CARTONS|CTNS|CASES|BAGS|TRAYS|SLEEVES)"
_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d{1,6})"
_FIRST = rf"(?<![\w.,/+-]){_NUMBER}"  # not a decimal, a fraction or part of a code
_AMOUNT = rf"(?:{'|'.join(AMOUNTS)})"

# 10 boxes of 100, case of 10 boxes of 100, 10 x box of 100; not size 8 box of 100.
_MANY_OF = re.compile(
    rf"{_FIRST}\s?(?:X\s?{_HOLDER}|{_HOLDERS})\s?OF\s?{_NUMBER}\b(?!\s?[X*]\s?\d)"
)
# 10 bx/case, 6/pk 30pk: whether the unit of purchase is the one or the other is not
# said. 12/b at the end: the text was cut off.
_LEVELS = re.compile(
    rf"{_FIRST}\s?{_HOLDER}\s?(?:/|PER|IN A)\s?(?:{_HOLDER}|CA)\b"
    rf"|/\s?{_HOLDER}\s\d+\s?{_HOLDER}\b|\d\s?/\s?[BCP]?$"
)
# A pack is named, but one of them is what is sold.
_SOLD_SINGLY = re.compile(r"\b(?:SOLD|PRICED?) (?:AS |PER )?(?:EACH|SINGLY|SINGLES)\b")

_HOLDER_FIRST = (
    re.compile(rf"\b{_HOLDER}\s?OF\s?{_NUMBER}"),
    re.compile(rf"(?<![\w./+-])(?:PACK|BOX|CASE|CARTON)-?{_NUMBER}"),  # knee pack 1
    re.compile(rf"(?<![\w./+-])(?:PK|PKT|CTN)\s?-?\s?{_NUMBER}"),
    re.compile(rf"(?<![\w./+-])(?:(?:PK|PKT|BX|CS|CTN|CA)/|BX-?){_NUMBER}"),
    re.compile(rf"\b(?:BOX|BX|PK|PKT|CARTON|CTN)\s?\({_NUMBER}\)"),
    re.compile(rf"\b(?:PACK|BOX) (?:SIZE|QTY|QUANTITY)[ :]\s?{_NUMBER}"),
    re.compile(rf"\b{_HOLDER}\s{_NUMBER}(?=\s?X\s?[\d.]+\s?{_AMOUNT}\b)"),
)
_NUMBER_FIRST = (
    re.compile(
        rf"{_FIRST}\s?(?:EA|EACH|PCS?|PIECES)?\s?(?:/|PER)\s?(?:{_HOLDER}|CA)\b(?!-)"
    ),
    re.compile(rf"{_FIRST}\s?'S\b"),
)
_LAST_X = re.compile(rf"\s[X*]{_NUMBER}$")
_LEAST_AFTER_X = 5  # X3 and X4 are mostly names

# After a number: it is a measure, or goes on as a code.
_MEASURE = re.compile(
    rf"[\d.,]*\s?(?:{_AMOUNT}|CM|MM|M|IN|INCH|FR|CH|GAUGE|MINS?|HRS?|HOURS?|DAYS?|[%\"]"
    r"|'(?!S\b))(?![A-Z])|(?!S\b)[-.]?[\dA-Z]|/\d"
)
_OF_AMOUNTS = re.compile(rf"\s?X\s?\(?[\d.]+\s?{_AMOUNT}\b")  # 6 x 2 l
# After a number: it counts pairs or inner packs, or is only one side of a product.
_DOUBTFUL = re.compile(
    rf"\s?[X*]\s?\(?\d|/[A-Z]|(?:'?S)?\s(?:PAIRS?|PRS?|INNERS|OUTERS|TUBS|{_HOLDERS})\b"
)
# Before a number: it is a name or a size.
_LABEL = re.compile(
    r"(?:\b(?:SIZE|SZ|NO|NR|NUMBER|TYPE|GRADE|CLASS|LEVEL|CH|FR|FG|REF|MODEL|MK)|N°|#)"
    r"\s?[.:]?\s?$"
)
_TIMES = re.compile(r"(?:^|[\s\d])[X*]\s?$")
# Before x50: the other side of a measure, or a gauge that may be one.
_SIDE = re.compile(
    r"\d\s?(?:MM|CM|M|IN|INCH|[\"'])$|\s[X*]\d+$|\b(?:1[6-9]|2\d|3[0-4])\s?G$"
    r"|\b(?:SIZE|SZ)\s?\d+$|(?:^|\s)\d+[.,]\d+$"
)
_BOTH_SIDES = re.compile(
    r"\d\s?(?:MM|CM)?\s?[X*]\s?[\d.,]+\s?(?:MM|CM)$"
)  # 90 x 60 cm x30
# Before x50: a number that may be a side. Then only what is mostly packed is believed.
_NUMBER_ALONE = re.compile(r"(?:^|\s)(?!1$)\d+(?:/\d+)*$")
_MOSTLY_PACKED = (
    *(50, 60, 72, 80, 96, 100, 120, 125, 144, 150, 200, 240, 250, 300, 400, 500, 600),
    *(1000, 1200),
)


def unit_eaches(text: str) -> int | None:
    """Eaches that a unit of purchase or a pack column names.

    `EACH` 1, `BOX100` 100, `Pack of 10` 10, `4 x 25` 100, `50's` 50; `BOX` None.
    """
    return read_unit(text).eaches


def column_eaches(text: str) -> int | None:
    """Eaches that a pack column gives: a whole number, `10.00`, or as a unit does."""
    return unit_eaches(text)


def words_eaches(description: str) -> int | None:
    """Eaches that the words of a description give, or None if they do not speak,
    contradict themselves or leave a doubt."""
    text = " ".join(description.upper().split()).replace("×", "X").replace("’", "'")
    if _LEVELS.search(text) or _SOLD_SINGLY.search(text):
        return None
    counts = set(_counts(text))
    return counts.pop() if len(counts) == 1 else None


def _counts(text: str) -> Iterator[int | None]:
    """Every number that is said to be a pack; None for one that leaves a doubt."""
    for many in _MANY_OF.finditer(text):
        if not _MEASURE.match(text, many.end()):
            yield _product_of(text, many)
    text = _MANY_OF.sub("", text)
    for form in _HOLDER_FIRST:
        for found in form.finditer(text):
            if found[1] != "1" and not _MEASURE.match(text, found.end()):
                yield _unless_doubtful(text, found)
    for form in _NUMBER_FIRST:
        for found in form.finditer(text):
            if _TIMES.search(text, 0, found.start()):
                yield None
            elif not (_LABEL.search(text, 0, found.start()) or _is_decade(found)):
                yield _unless_doubtful(text, found)
    yield from _last_times(text)


def _product_of(text: str, many: re.Match[str]) -> int | None:
    if _LABEL.search(text, 0, many.start()) or _DOUBTFUL.match(text, many.end()):
        return None
    return believed(as_count(many[1]) * as_count(many[2]))


def _unless_doubtful(text: str, found: re.Match[str]) -> int | None:
    of_amounts = _OF_AMOUNTS.match(text, found.end())
    if _DOUBTFUL.match(text, found.end()) and not of_amounts:
        return None
    return believed(as_count(found[1]))


def _is_decade(found: re.Match[str]) -> bool:
    return found[0].endswith("'S") and 1900 <= as_count(found[1]) < 2100


def _last_times(text: str) -> Iterator[int | None]:
    """`x50` as the last word. After a length (4.5mm x150) or a number (10 x10) it is
    the other side of a measure, or might be: then nothing in the text is believed."""
    found = _LAST_X.search(text)
    if not found:
        return
    head, count = text[: found.start()], as_count(found[1])
    if (_SIDE.search(head) and not _BOTH_SIDES.search(head)) or (
        _NUMBER_ALONE.search(head) and count not in _MOSTLY_PACKED
    ):
        yield None
    elif count >= _LEAST_AFTER_X and not _LABEL.search(head):
        yield believed(count)
