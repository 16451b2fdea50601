"""Where the headings of a file stand, below whatever stands above them."""

from collections.abc import Sequence

from catalogue.purchases.layouts.dates import read_date
from catalogue.purchases.layouts.heading_names import squeezed
from catalogue.purchases.layouts.headings import recognise
from catalogue.purchases.layouts.numbers import NUMBER_LIKE
from catalogue.purchases.layouts.words import (
    FIELD_NAMES,
    FIELDS,
    REQUIRED,
    Layout,
    UnreadableFile,
    sentence_list,
    shown,
)

Row = tuple[int, list[str]]


def heading_row_of(rows: Sequence[Row], remembered: Layout | None) -> Row | None:
    """The row of headings among the first rows of a file, or None.

    It is the row with most of the remembered headings, else with most names that are
    known, else a row of words above rows of numbers.
    """
    stripped = [(number, [cell.strip() for cell in cells]) for number, cells in rows]
    if remembered and (row := most_like(stripped, remembered)):
        return row
    known = max(stripped, key=lambda row: _known(row[1]), default=None)
    if known and recognise(known[1]).is_heading_row:
        return known
    return _row_of_words(stripped)


def _known(cells: Sequence[str]) -> int:
    found = recognise(cells)
    return len(found.columns) + len(found.rivals)


def most_like(rows: Sequence[Row], remembered: Layout) -> Row | None:
    """The row that shares at least half of the headings, and four of them; where two
    share as many, the one that stands where they stood."""
    wanted = {squeezed(heading) for heading in remembered.headings} - {""}

    def shared(row: Row) -> tuple[int, bool]:
        common = wanted & {squeezed(cell) for cell in row[1]}
        return len(common), row[0] == remembered.heading_row

    best = max(rows, key=shared, default=None)
    enough = max(4, len(wanted) / 2)
    return best if best and shared(best)[0] >= enough else None


def _row_of_words(rows: Sequence[Row]) -> Row | None:
    """A row of as many different words as are required, above rows of numbers."""
    for place, (number, cells) in enumerate(rows):
        texts = [cell for cell in cells if cell]
        if (
            len(set(texts)) >= len(REQUIRED)
            and len(set(texts)) == len(texts)
            and not any(map(_is_value, texts))
            and any(
                sum(map(_is_value, below)) >= 2 and len(below) >= len(REQUIRED)
                for _, below in rows[place + 1 :]
            )
        ):
            return number, cells
    return None


def _is_value(text: str) -> bool:
    return bool(NUMBER_LIKE.match(text)) or read_date(text, "dmy") is not None


def no_headings(rows: Sequence[Row]) -> UnreadableFile:
    """What to say of a file without a heading row; shows the first row found."""
    wanted = sentence_list([FIELD_NAMES[name] for name in FIELDS if name in REQUIRED])
    found = next((cells for _, cells in rows if any(map(str.strip, cells))), [])
    first = shown(" | ".join(cell.strip() for cell in found), 200)
    return UnreadableFile(
        f"No row of headings was found. The first row is: {first}. Wanted: a row that "
        f"names the columns, with at least the {wanted}, such as “PO Number”, “Line”, "
        "“Order Date”, “Description”, “Qty” and “Unit Price”."
    )
