"""What a text says about the number of eaches in a unit of purchase.

Pure: no database, clock or request. A number is a pack only where the words around it
say so; a size, gauge, strength or date never is. None means: this text does not speak.
"""

import re

# A unit that holds a fixed number by its name. C, M and GR are left out on purpose:
# hundred or each, thousand or metre, gross or gram cannot be told from the letter.
NAMED_UNITS = {
    **dict.fromkeys(
        ("EA", "EACH", "E", "UNIT", "UNITS", "1", "SGL", "SINGLE", "PC", "PCE"), 1
    ),
    **dict.fromkeys(("PIECE", "C62", "H87", "NMB", "NUMBER", "ITEM"), 1),
    **dict.fromkeys(("DZ", "DOZ", "DOZEN", "DZN"), 12),
    **dict.fromkeys(("GROSS", "GRO"), 144),
    **dict.fromkeys(("HD", "HUNDRED"), 100),
    **dict.fromkeys(("TH", "THOU", "THOUSAND"), 1000),
}

# A text that names more is not believed: the largest real packs hold some thousands.
MOST_EACHES = 1_000_000

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

_UNIT_FORMS = (
    re.compile(rf"^{_CONTAINER}\s*(?:OF|/|-|X|\()?\s*{_COUNT}\s*\)?$"),
    re.compile(rf"^{_COUNT}\s*(?:/|PER|X)?\s*{_CONTAINER}$"),
    re.compile(rf"^{_COUNT}\s*'?S$"),
    re.compile(rf"^{_COUNT}\s*(?:EA|EACH|PCS?|UNITS?)?$"),
    re.compile(rf"^1\s*[X*]\s*{_COUNT}$"),
)
_TIMES = re.compile(rf"^(?:{_CONTAINER}\s*(?:OF)?\s*)?{_COUNT}\s*[X*]\s*{_COUNT}$")

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


def _number(text: str) -> int | None:
    return _believed(int(text.replace(",", "")))


def _believed(count: int) -> int | None:
    return count if 1 <= count <= MOST_EACHES else None


def unit_eaches(text: str) -> int | None:
    """Eaches that a unit of purchase or a pack column names.

    `EACH` 1, `BOX100` 100, `Pack of 10` 10, `4 x 25` 100, `50's` 50; `BOX` None.
    """
    text = " ".join(text.upper().split())
    if text in NAMED_UNITS:
        return NAMED_UNITS[text]
    if found := _TIMES.match(text):
        first, second = _number(found[1]), _number(found[2])
        return _believed(first * second) if first and second else None
    for form in _UNIT_FORMS:
        if found := form.match(text):
            return _number(found[1])
    return None


def column_eaches(text: str) -> int | None:
    """Eaches that a pack column gives: a whole number, `10.00`, or as a unit does."""
    text = text.strip()
    if found := re.fullmatch(r"(\d{1,7})(?:\.0+)?", text):
        return _number(found[1])
    return unit_eaches(text)


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
