"""What differs between a file's layout and the one that was remembered."""

from catalogue.purchases.layouts.heading_names import squeezed
from catalogue.purchases.layouts.headings import same_headings
from catalogue.purchases.layouts.words import FIELD_NAMES, FIELDS, Layout, shown
from catalogue.purchases.layouts.worksheets import column_letters


def drift_of(layout: Layout, remembered: Layout | None) -> list[str]:
    """Sentences, the most telling first; empty where the headings are the same."""
    if remembered is None or same_headings(layout.headings, remembered.headings):
        return []
    fields = [
        sentence
        for name in FIELDS
        if (sentence := _field_drift(name, layout, remembered))
    ]
    return fields + _unused_drift(layout, remembered)


def _field_drift(name: str, layout: Layout, remembered: Layout) -> str:
    before, now = remembered.columns.get(name), layout.columns.get(name)
    if before is None and now is None:
        return ""
    field = FIELD_NAMES[name]
    if now is None:
        heading = _heading(remembered, before)
        return f"The {field}, “{heading}”, is no longer there."
    heading, letters = _heading(layout, now), column_letters(now)
    if before is None:
        return f"The {field} is new: column {letters}, “{heading}”."
    old = _heading(remembered, before)
    if squeezed(old) != squeezed(heading):
        return f"The {field} was “{old}” and is now “{heading}”, column {letters}."
    if before != now:
        return (
            f"“{heading}” has moved from column {column_letters(before)} to {letters}."
        )
    return ""


def _heading(layout: Layout, column: int | None) -> str:
    if column is None or column >= len(layout.headings):
        return ""
    return shown(layout.headings[column])


def _unused_drift(layout: Layout, remembered: Layout) -> list[str]:
    """Columns that came or went and are no field."""
    now, before = _unused(layout), _unused(remembered)
    came = [f"A new column, “{now[key]}”, is not used." for key in now.keys() - before]
    went = [
        f"The column “{before[key]}” is gone; it was not used."
        for key in before.keys() - now
    ]
    return sorted(came) + sorted(went)


def _unused(layout: Layout) -> dict[str, str]:
    used = set(layout.columns.values())
    return {
        squeezed(heading): shown(heading)
        for column, heading in enumerate(layout.headings)
        if heading and column not in used
    }
