"""How a file would be read: what it says by itself, what memory adds, what to ask."""

from dataclasses import replace
from itertools import chain
from pathlib import Path

from catalogue.purchases.layouts import limits
from catalogue.purchases.layouts.columns import assign_columns, vat_of
from catalogue.purchases.layouts.drifting import drift_of
from catalogue.purchases.layouts.headings import same_headings
from catalogue.purchases.layouts.opening import Opened, open_file
from catalogue.purchases.layouts.styles import date_order_of, decimal_mark_of
from catalogue.purchases.layouts.surveys import Survey, survey
from catalogue.purchases.layouts.words import (
    Layout,
    Understanding,
    UnreadableFile,
    counted,
    sentence_list,
)


def understand(
    path: Path,
    *,
    file_name: str,
    remembered: Layout | None = None,
    answers: dict[str, str] | None = None,
    max_bytes: int = limits.FILE_BYTES,
) -> Understanding:
    """Look at the whole file and say how it would be read.

    `remembered` is the layout that was right last time; `answers` holds the chosen
    option of each question asked before, by its key. An answer to no question, or
    that is no option, is as none. Where questions are left, the layout is not whole
    and the file is not to be read.

    Raises UnreadableFile, with a sentence for the user, where the file is no
    purchase-order extract, is damaged, or is larger than `max_bytes`.
    """
    answers = answers or {}
    opened = open_file(
        path,
        file_name=file_name,
        remembered=remembered,
        answers=answers,
        max_bytes=max_bytes,
    )
    assigned = assign_columns(opened, remembered, answers)
    vat = vat_of(assigned, opened.headings, remembered, answers)
    layout = _layout(opened, vat.columns, vat.prices_include_vat)
    if remembered:
        layout = replace(layout, units=remembered.units)
    seen = _survey(path, layout)
    dates = date_order_of(seen.dates, _dates_as_before(remembered, layout), answers)
    marks = decimal_mark_of(seen.numbers, remembered, answers)
    layout = replace(layout, date_order=dates.value, decimal_mark=marks.value)
    found = (opened, assigned, vat, dates, marks)
    questions = tuple(chain.from_iterable(part.questions for part in found))
    return Understanding(
        layout=layout,
        questions=questions,
        sample=tuple(seen.sample),
        drift=drift_of(layout, remembered, asked=[each.key for each in questions]),
        notes=(
            *_notes(opened, seen),
            *chain.from_iterable(part.notes for part in found[1:]),
        ),
        rows=seen.rows,
    )


def _dates_as_before(remembered: Layout | None, layout: Layout) -> Layout | None:
    """What is remembered, where the dates stand under the heading they stood under
    then; under another they may be of another order."""
    if remembered and same_headings(_over_dates(layout), _over_dates(remembered)):
        return remembered
    return None


def _over_dates(layout: Layout) -> tuple[str, ...]:
    column = layout.columns.get("order_date", len(layout.headings))
    return layout.headings[column : column + 1]


def _survey(path: Path, layout: Layout) -> Survey:
    seen = survey(path, layout)
    if not seen.rows:
        raise UnreadableFile(
            f"The file has headings in row {layout.heading_row:,} but no order lines "
            "below them."
        )
    return seen


def _layout(opened: Opened, columns: dict[str, int], vat: bool) -> Layout:
    return Layout(
        kind=opened.kind,
        encoding=opened.encoding,
        delimiter=opened.delimiter,
        sheet=opened.sheet,
        heading_row=opened.heading_row,
        headings=opened.headings,
        columns=columns,
        date_order="",
        decimal_mark="",
        prices_include_vat=vat,
    )


def _notes(opened: Opened, seen: Survey) -> list[str]:
    notes = []
    if opened.above:
        notes.append(f"{counted(opened.above, 'row')} above the headings left out.")
    if seen.foot_rows:
        notes.append(f"{counted(seen.foot_rows, 'row')} at the foot left out.")
    if seen.damaged_gtins:
        rows = counted(seen.damaged_gtins, "row")
        notes.append(
            f"GTINs damaged by a spreadsheet in {rows}, such as {seen.damaged_gtin}. "
            "The rows are kept, their GTINs are not used."
        )
    if seen.slipped:
        first = sentence_list([f"{number:,}" for number in seen.slipped_rows])
        notes.append(
            f"{counted(seen.slipped, 'row')} with more cells than there are headings "
            f"(the first: row {first}); they will be rejected."
        )
    return notes
