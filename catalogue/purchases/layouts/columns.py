"""Which column is which field, from names, memory and answers; and what to ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.purchases.layouts.heading_names import squeezed, vat_remark
from catalogue.purchases.layouts.headings import find_again, recognise, same_headings
from catalogue.purchases.layouts.opening import Opened
from catalogue.purchases.layouts.words import (
    FIELD_NAMES,
    FIELDS,
    REQUIRED,
    Layout,
    Question,
    UnreadableFile,
    sentence_list,
    shown,
)
from catalogue.purchases.layouts.worksheets import UNSAVED_FORMULA, column_letters

NOT_THERE = ""  # the answer that the file has no such column

# Headings of the payments over £25,000 that public bodies publish.
_PAYMENTS = {"expensetype", "expensearea", "departmentfamily", "deptfamily"}


@dataclass(frozen=True)
class Assigned:
    """Fields to columns, with what could not be told."""

    columns: dict[str, int]
    questions: tuple[Question, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Vat:
    """Whether prices include VAT, and the columns that agree with it."""

    prices_include_vat: bool
    columns: dict[str, int]
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()


def assign_columns(
    opened: Opened, remembered: Layout | None, answers: dict[str, str]
) -> Assigned:
    """Raises UnreadableFile where the file cannot have a required field at all."""
    columns, rivals, notes = _found(opened.headings, remembered)
    answered = _answered(answers, len(opened.headings))
    for name, column in answered.items():
        columns = {n: c for n, c in columns.items() if c != column and n != name}
        if column is not None:
            columns[name] = column
    open_rivals = {n: r for n, r in rivals.items() if n not in {*columns, *answered}}
    missing = [
        name
        for name in FIELDS
        if name in REQUIRED and name not in columns and name not in open_rivals
    ]
    if missing:
        _refuse_hopeless(missing, answered, opened, columns)
    questions = [_rivals_question(n, r, opened) for n, r in open_rivals.items()]
    questions += [_missing_question(name, opened) for name in missing]
    return Assigned(columns, tuple(questions), tuple(notes))


def _found(
    headings: Sequence[str], remembered: Layout | None
) -> tuple[dict[str, int], dict[str, tuple[int, ...]], list[str]]:
    """What memory and the names of the headings say."""
    if remembered and same_headings(headings, remembered.headings):
        return dict(remembered.columns), {}, []
    columns: dict[str, int] = {}
    if remembered:
        columns = find_again(headings, remembered.headings, remembered.columns)
    recognised = recognise(headings)
    for name, column in recognised.columns.items():
        if name not in columns and column not in columns.values():
            columns[name] = column
    notes = [
        f"{_named(others, headings)} could also be the {FIELD_NAMES[name]}; "
        f"“{headings[columns[name]]}” is taken."
        for name, others in recognised.passed_over.items()
        if name in columns
    ]
    return columns, recognised.rivals, notes


def _answered(answers: dict[str, str], width: int) -> dict[str, int | None]:
    """The answers about columns that can be; None where the file has no such column."""
    said: dict[str, int | None] = {}
    for key, value in answers.items():
        kind, _, name = key.partition(":")
        if kind != "column" or name not in FIELDS:
            continue
        if value == NOT_THERE:
            said[name] = None
        elif value.isdecimal() and len(value) < 5 and int(value) < width:
            said[name] = int(value)
    return said


def _refuse_hopeless(
    missing: list[str],
    answered: dict[str, int | None],
    opened: Opened,
    columns: dict[str, int],
) -> None:
    known = {squeezed(heading) for heading in opened.headings}
    unused = sum(bool(h) for h in opened.headings) - len(columns)
    is_payments = len(known & _PAYMENTS) > 0 and {"quantity", "unit_price"} <= {
        *missing
    }
    denied = [name for name in missing if name in answered]
    if not (is_payments or denied or unused < len(missing)):
        return
    names = sentence_list([f"the {FIELD_NAMES[n]}" for n in denied or missing])
    headings = shown(", ".join(h for h in opened.headings if h), 300)
    what = (
        " It looks like a list of payments, not of order lines." if is_payments else ""
    )
    raise UnreadableFile(
        f"The file has no column for {names}.{what} The headings in row "
        f"{opened.heading_row:,} are: {headings}. Wanted: a purchase-order extract "
        "with a row for each order line."
    )


def _rivals_question(name: str, rivals: tuple[int, ...], opened: Opened) -> Question:
    listed = _named(rivals, opened.headings)
    return Question(
        key=f"column:{name}",
        text=f"{listed} could each be the {FIELD_NAMES[name]}. Which one is it?",
        options=tuple((str(column), _label(column, opened)) for column in rivals),
    )


def _missing_question(name: str, opened: Opened) -> Question:
    columns = [n for n, heading in enumerate(opened.headings) if heading]
    return Question(
        key=f"column:{name}",
        text=f"Which column holds the {FIELD_NAMES[name]}?",
        options=(
            *((str(column), _label(column, opened)) for column in columns),
            (NOT_THERE, "None of them: the file does not have it"),
        ),
    )


def _named(columns: Sequence[int], headings: Sequence[str]) -> str:
    """Column D “Qty” and column F “Qty”."""
    names = [f"column {column_letters(n)} “{shown(headings[n])}”" for n in columns]
    text = sentence_list(names)
    return text[:1].upper() + text[1:]


def _label(column: int, opened: Opened) -> str:
    """A column's place, heading and an example of what stands in it."""
    name = f"Column {column_letters(column)}: {shown(opened.headings[column])}"
    for _, cells in opened.first_rows:
        text = cells[column].strip() if column < len(cells) else ""
        if text and text != UNSAVED_FORMULA:
            return f"{name} (for example {shown(text, 40)})"
    return f"{name} (empty in the first rows)"


def vat_of(
    assigned: Assigned,
    headings: Sequence[str],
    remembered: Layout | None,
    answers: dict[str, str],
) -> Vat:
    """An answer settles it, else memory; where a heading says so, it is asked: for the
    first time, and again where it came to say something else than is remembered."""
    columns = dict(assigned.columns)
    said = {
        name: vat_remark(headings[columns[name]])
        for name in ("unit_price", "line_value")
        if name in columns
    }
    price, value = said.get("unit_price", ""), said.get("line_value", "")
    includes = answers.get("prices_include_vat")
    if includes is None and remembered and not _says_otherwise(price, remembered):
        includes = "yes" if remembered.prices_include_vat else "no"
    if value == "inc" and (price == "ex" or includes == "no"):
        heading = headings[columns.pop("line_value")]
        note = f"“{heading}” includes VAT, so it is left out and not checked against."
        return Vat(includes == "yes", columns, notes=(note,))
    is_new = remembered is not None and _says_otherwise(price, remembered)
    if includes in ("yes", "no") or not (is_new or "inc" in (price, value)):
        return Vat(includes == "yes", columns)
    where = "line_value" if value == "inc" and price != "inc" else "unit_price"
    heading = headings[columns.get(where, columns.get("line_value", 0))]
    notes = ("A heading says that VAT is included.",) if "inc" in (price, value) else ()
    return Vat(False, columns, (_vat_question(heading),), notes)


def _says_otherwise(price: str, remembered: Layout) -> bool:
    """The heading of the price has another remark about VAT than it had, and the
    prices would be something else than they are remembered to be."""
    column = remembered.columns.get("unit_price", len(remembered.headings))
    before = "".join(map(vat_remark, remembered.headings[column : column + 1]))
    return price != before and (price == "inc") != remembered.prices_include_vat


def _vat_question(heading: str) -> Question:
    return Question(
        key="prices_include_vat",
        text=f"The prices stand under “{heading}”. Do the unit prices include VAT?",
        options=(
            ("yes", "Yes, the prices include VAT"),
            ("no", "No, the prices are without VAT"),
        ),
    )
