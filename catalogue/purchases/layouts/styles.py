"""In which order a file writes its dates and with which mark its decimals."""

from dataclasses import dataclass

from catalogue.purchases.layouts.dates import DateOrderEvidence, read_date
from catalogue.purchases.layouts.numbers import COMMA, POINT, DecimalMarkEvidence
from catalogue.purchases.layouts.words import Layout, Question, counted

_ORDER_NAMES = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}


@dataclass(frozen=True)
class Style:
    """What was found or chosen; "" while unknown."""

    value: str
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()


def date_order_of(
    evidence: DateOrderEvidence, remembered: Layout | None, answers: dict[str, str]
) -> Style:
    """An answer settles it, else the whole column, else memory, else a question."""
    if (answer := answers.get("date_order")) in _ORDER_NAMES:
        return Style(answer or "", notes=_date_notes(evidence, answer or ""))
    before = remembered.date_order if remembered else ""
    found = evidence.order()
    if found and not (before in ("dmy", "mdy") and evidence.is_mute):
        return Style(found, notes=_date_notes(evidence, found))
    if before in ("dmy", "mdy") or not evidence.needs_order:
        return Style(before, notes=_from_memory(evidence, before))
    return Style("", questions=(_date_question(evidence.example),))


def _date_notes(evidence: DateOrderEvidence, order: str) -> tuple[str, ...]:
    if order == "dmy" and evidence.month_first:
        count, example = evidence.month_first, evidence.month_first_example
    elif order == "mdy" and evidence.day_first:
        count, example = evidence.day_first, evidence.day_first_example
    else:
        return ()
    return (
        f"Dates are read {_ORDER_NAMES[order]}, but {counted(count, 'date')} such as "
        f"{example} cannot be; those rows will be rejected.",
    )


def _from_memory(evidence: DateOrderEvidence, order: str) -> tuple[str, ...]:
    day = read_date(evidence.example, order)
    if day is None:
        return ()
    return (
        f"No date of this file shows whether the day or the month comes first. It is "
        f"read {_ORDER_NAMES[order]}, as last time: {evidence.example} is {day.day} "
        f"{day:%B %Y}.",
    )


def _date_question(example: str) -> Question:
    day_first, month_first = read_date(example, "dmy"), read_date(example, "mdy")
    if day_first is None or month_first is None:
        raise ValueError(f"{example!r} can be read one way only")
    days = [f"{day.day} {day:%B %Y}" for day in (day_first, month_first)]
    return Question(
        key="date_order",
        text=f"Is {example} {days[0]} or {days[1]}?",
        options=(
            ("dmy", f"{days[0]} (the day comes first)"),
            ("mdy", f"{days[1]} (the month comes first)"),
        ),
    )


def decimal_mark_of(
    evidence: DecimalMarkEvidence, remembered: Layout | None, answers: dict[str, str]
) -> Style:
    """An answer settles it, else all the numbers, else memory, else a question."""
    if (answer := answers.get("decimal_mark")) in (POINT, COMMA):
        return Style(answer or "")
    before = remembered.decimal_mark if remembered else ""
    if (found := evidence.mark()) and not (before and evidence.is_mute):
        notes: tuple[str, ...] = ()
        odd, example = (
            (evidence.comma, evidence.comma_example)
            if found == POINT
            else (evidence.point, evidence.point_example)
        )
        if odd:
            notes = (
                f"Decimals are written with “{found}”, but {counted(odd, 'number')} "
                f"such as {example} seem not to be.",
            )
        return Style(found, notes=notes)
    if before and not (evidence.point or evidence.comma):
        return Style(before)
    return Style("", questions=(_mark_question(evidence),))


def _mark_question(evidence: DecimalMarkEvidence) -> Question:
    if evidence.point and evidence.comma:
        text = (
            f"Some numbers are like {evidence.point_example}, others like "
            f"{evidence.comma_example}. Which mark stands before the decimals?"
        )
        options = ((POINT, "The point, as in 12.50"), (COMMA, "The comma, as in 12,50"))
        return Question(key="decimal_mark", text=text, options=options)
    example = evidence.example
    mark = COMMA if COMMA in example else POINT
    thousands = example.replace(mark, "")
    decimals = example.replace(mark, ".")
    return Question(
        key="decimal_mark",
        text=f"Is {example} {thousands}, or {decimals} with three decimals?",
        options=(
            (
                POINT,
                f"{thousands if mark == COMMA else decimals} (the point is decimal)",
            ),
            (
                COMMA,
                f"{decimals if mark == COMMA else thousands} (the comma is decimal)",
            ),
        ),
    )
