"""Rows that are no order lines: totals at the foot, headings again, nothing at all."""

import re
from collections.abc import Iterable, Mapping, Sequence

from catalogue.purchases.layouts.numbers import NUMBER_LIKE
from catalogue.purchases.layouts.worksheets import UNSAVED_FORMULA

# A foot is short. A longer run of such rows is trouble a person must see.
LONGEST_FOOT = 25

_TOTAL = re.compile(
    r"[\s*=_-]*(grand|report|overall|page|file|batch|order|extract|net|sum|sub)?[\s-]*"
    r"(totals?|sum|cyfanswm)"
    r"(\s*(ex|exc|excl|inc|incl)\.?\s*vat)?"
    r"(\s+(value|amount|net|cost|spend|lines?|rows?|records?|orders?))?"
    r"(\s*[:=]\s*[£\d.,]*)?[\s*=_-]*"
    r"|(grand|report|overall)?\s*totals?\s+(for|of)\b.*"
    r"|(number|no|count)\.?\s+of\s+(records|rows|lines|orders)\b.*"
    r"|(records|rows|lines|orders)(\s+(printed|selected|exported|count))?\s*[:=]\s*\d*"
    r"|(row|record|line)\s+count\b.*"
    r"|\(?[\d,]+\s+(records|rows|lines|orders)(\s+\w+)?\)?\.?"
    r"|[\s*=_-]*end\s+of\s+(report|file|extract|data|list)\b.*"
    r"|(report\s+)?(printed|produced|generated|run)\s+(on|at|by)\b.*"
    r"|page\s+\d+.*|[*=_-]{3,}",
    re.I,
)

_VALUES = ("quantity", "unit_price", "line_value", "pack_size")
_OF_A_LINE = ("po_number", "line_number", "order_date", "description")


def is_foot(cells: Sequence[str], columns: Mapping[str, int]) -> bool:
    """Is this a total or a closing remark, where it stands at the foot of the file?

    Nothing of what names an order line may stand in it; and it either says so
    (`Total`, `Number of records: 12`) or holds only values.
    """
    texts = {n: text for n, cell in enumerate(cells) if (text := _said_in(cell))}
    words = [text for text in texts.values() if not NUMBER_LIKE.match(text)]
    said = {n for n, text in texts.items() if _TOTAL.fullmatch(text)}
    for name in _OF_A_LINE:
        place = columns.get(name, -1)
        if place in texts and place not in said:
            counts_lines = said and name == "line_number" and texts[place].isdigit()
            if not counts_lines:
                return False
    if said:
        return len(words) <= len(said) + 1
    values = {columns[name] for name in _VALUES if name in columns}
    return not words and bool(texts) and texts.keys() <= values


def _said_in(cell: str) -> str:
    """A formula whose sum was never saved says nothing."""
    return "" if cell == UNSAVED_FORMULA else cell.strip()


def is_empty(cells: Iterable[str]) -> bool:
    return not any(map(str.strip, cells))
