"""What a text says about the number of eaches in a unit of purchase.

Pure: no database, clock or request. A number is a pack only where the words around it
say so; a size, gauge, strength or date never is. None means: this text does not speak.
"""

import re

from catalogue.matching.units import as_count, believed, read_unit

_CONTAINER = (
    r"(?:BOX(?:ES)?|BX|PACK(?:S|ET|ETS)?|PAK|PKT|PCK|PK|CASE|CASES|CSE|CS|CARTON|CTN|CT|"
    r"BAG|BG|TRAY|TUB|TUBE|ROLL|RL|SLEEVE|INNER|OUTER|KIT|SET)"
)
_COUNT = r"(\d{1,3}(?:,\d{3})+|\d{1,6})"
# Not followed by what makes it a measure, a decimal, a fraction or part of a code.
_NO_MEASURE = (
    r"(?![\d.,]*\s?(?:CM|MM|ML|MCG|MG|KG|GM|IN|INCH|FR|CH|GAUGE|[MGLX%\"'/])(?![A-Z]))"
    r"(?![-/.]?[\dA-Z])"
)
_BEFORE = r"(?<![A-Z0-9./-])"

# x50 as the last word. After a length (4.5mm x150) or a like number (10 x10) it is
# the other side of a measure, or might be: then nothing in the text is believed.
_LAST_X = re.compile(rf"(?:^|\s)(\S+)\s[X*]{_COUNT}$")
_LENGTH = re.compile(r"[\d.,/X+-]*\d(?:MM|CM|M|IN|INCH|\"|')")
_LEAST_AFTER_NUMBER = 50

# In a description, the strongest form that is there speaks; weaker ones are not heard.
_WORD_FORMS = (
    re.compile(rf"\(\s*{_CONTAINER}\s*OF\s*{_COUNT}\s*\)"),
    re.compile(rf"{_BEFORE}{_COUNT}\s?/\s?(?:BX|BOX|PK|PACK|CS|CASE|CTN|CT)\b"),
    re.compile(rf"\b(?:PK|PKT|PACK|BX|BOX|CS|CASE|CTN)-?{_COUNT}\b{_NO_MEASURE}"),
    re.compile(rf"\b{_CONTAINER}\s+OF\s+{_COUNT}\b{_NO_MEASURE}"),
    re.compile(rf"{_BEFORE}{_COUNT}\s?PER\s(?:BOX|PACK|CASE|CARTON|BAG)\b"),
    re.compile(rf"{_BEFORE}{_COUNT}\s?'S\b"),
)


def unit_eaches(text: str) -> int | None:
    """Eaches that a unit of purchase or a pack column names.

    `EACH` 1, `BOX100` 100, `Pack of 10` 10, `4 x 25` 100, `50's` 50; `BOX` None.
    """
    return read_unit(text).eaches


def column_eaches(text: str) -> int | None:
    """Eaches that a pack column gives: a whole number, `10.00`, or as a unit does."""
    return unit_eaches(text)


def _number(digits: str) -> int | None:
    return believed(as_count(digits))


def words_eaches(description: str) -> int | None:
    """Eaches that the words of a description give, or None if they do not speak or
    contradict themselves."""
    text = " ".join(description.upper().split())
    if found := _LAST_X.search(text):
        return None if _may_be_a_measure(found[1], found[2]) else _number(found[2])
    for form in _WORD_FORMS:
        counts = {_number(count) for count in form.findall(text)}
        if counts:
            return counts.pop() if len(counts) == 1 else None
    return None


def _may_be_a_measure(before: str, count: str) -> bool:
    """Whether `before xCOUNT` might be the two sides of one measure."""
    if before.isdecimal() and before != "1":
        return int(count.replace(",", "")) < _LEAST_AFTER_NUMBER
    return bool(_LENGTH.fullmatch(before))
