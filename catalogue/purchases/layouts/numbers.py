"""Which mark a column of numbers uses for its decimals.

The numbers themselves are cleaned where the rows are judged. What `read_rows` leaves
in a number's cell is the text as it stands in the file, without surrounding
whitespace: `£1,234.50`, `(5.00)`, `12.00-`, `n/a`. Numbers of a spreadsheet are plain
decimal text with at most 15 significant digits, never an exponent: `13.26`, not
`13.260000000000002`. Dates of a spreadsheet are ISO text, `2026-10-04`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_AROUND = re.compile(
    r"^[\s(+£$€-]*(?:GBP|EUR|USD)?[\s£$€+-]*|[\s)£$€-]*(?:GBP|EUR|USD|CR|DR)?$"
)
_DIGITS_AND_MARKS = re.compile(r"^\d[\d.,' \u00a0\u202f]*$|^[.,]\d+$")
NUMBER_LIKE = re.compile(
    r"^[\s(+£$€-]*(?:GBP|EUR|USD)?[\s£$€+-]*\d[\d.,' \u00a0\u202f]*"
    r"(?:E[+-]?\d+)?\s*[)%£$€-]?\s*(?:GBP|EUR|USD|CR|DR)?$",
    re.I,
)

POINT, COMMA, EITHER, NEITHER = ".", ",", "either", ""


def decimal_mark_of(text: str) -> str:
    """The mark a number decides for: POINT, COMMA, EITHER (`1,234`) or NEITHER."""
    # Most numbers of most files are 12 or 12.50: no need to look any closer.
    whole, point, decimals = text.partition(POINT)
    if whole.isdecimal() and (not point or decimals.isdecimal() and len(decimals) != 3):
        return point
    bare = _AROUND.sub("", text)
    if not _DIGITS_AND_MARKS.match(bare):
        return NEITHER
    points, commas = bare.count("."), bare.count(",")
    if points and commas:
        return POINT if bare.rfind(".") > bare.rfind(",") else COMMA
    if points > 1 or commas > 1:
        return COMMA if points else POINT
    if not points and not commas:
        return NEITHER
    mark = POINT if points else COMMA
    before, _, after = bare.partition(mark)
    groups = len(after) == 3 and 1 <= len(before) <= 3 and before.strip("0") != ""
    return EITHER if groups and not before.startswith("0") else mark


def plain_number(text: str, decimal_mark: str) -> Decimal | None:
    """The number of a text under a decimal mark, or None."""
    bare = _AROUND.sub("", text)
    if not _DIGITS_AND_MARKS.match(bare):
        return None
    thousands = COMMA if decimal_mark == POINT else POINT
    bare = re.sub(r"[\s']", "", bare.replace(thousands, "").replace(decimal_mark, "."))
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None


@dataclass
class DecimalMarkEvidence:
    """What the different texts of the number columns say about their decimal mark."""

    point: int = 0
    comma: int = 0
    either: int = 0
    example: str = ""  # the first text such as 1,234
    point_example: str = ""
    comma_example: str = ""
    sums_with_point: int = 0  # rows where quantity x price is the value, if "."
    sums_with_comma: int = 0

    def look_at(self, texts: Iterable[str]) -> None:
        for text in texts:
            mark = decimal_mark_of(text)
            if mark == POINT:
                self.point += 1
                self.point_example = self.point_example or text
            elif mark == COMMA:
                self.comma += 1
                self.comma_example = self.comma_example or text
            elif mark == EITHER:
                self.either += 1
                self.example = self.example or text

    def look_at_sum(self, quantity: str, price: str, value: str) -> None:
        """Does quantity x price make the value, and under which mark?"""
        texts = (quantity, price, value)
        if EITHER not in map(decimal_mark_of, texts):
            return
        self.sums_with_point += _is_product(texts, POINT)
        self.sums_with_comma += _is_product(texts, COMMA)

    @property
    def is_mute(self) -> bool:
        """Whole numbers only."""
        return not (self.point or self.comma or self.either)

    def mark(self) -> str:
        """The mark the whole file decides, or "" when it cannot."""
        if self.point or self.comma:
            most, least = max(self.point, self.comma), min(self.point, self.comma)
            if least * 20 > most:
                return ""
            return POINT if self.point > self.comma else COMMA
        if not self.either:
            return POINT
        return self._mark_of_sums()

    def _mark_of_sums(self) -> str:
        if self.sums_with_point > 20 * self.sums_with_comma:
            return POINT
        if self.sums_with_comma > 20 * self.sums_with_point:
            return COMMA
        return ""


def _is_product(texts: tuple[str, str, str], mark: str) -> bool:
    quantity, price, value = (plain_number(text, mark) for text in texts)
    if quantity is None or price is None or value is None or not value:
        return False
    return abs(quantity * price - value) <= max(Decimal("0.01"), value / 200)
