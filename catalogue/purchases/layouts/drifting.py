"""What differs between a file's layout and the one that was remembered."""

from collections.abc import Collection, Iterator

from catalogue.purchases.layouts import naming
from catalogue.purchases.layouts.heading_names import squeezed, vat_remark
from catalogue.purchases.layouts.headings import same_headings
from catalogue.purchases.layouts.words import FIELDS, Difference, Layout, shown

ABSENT = "not in the file"
ASKED = "not certain: see the question"


def drift_of(
    layout: Layout, remembered: Layout | None, *, asked: Collection[str] = ()
) -> tuple[Difference, ...]:
    """What is not as it was, what could do most harm first.

    `asked` are the keys of the questions that are open: what they ask about is not
    known yet.
    """
    if remembered is None:
        return ()
    found = [*_styles(layout, remembered, asked)]
    if layout.columns != remembered.columns or not same_headings(
        layout.headings, remembered.headings
    ):
        found += _fields(layout, remembered, asked)
    return (*found, *_outside(layout, remembered), *_unused(layout, remembered))


def _styles(
    layout: Layout, remembered: Layout, asked: Collection[str]
) -> Iterator[Difference]:
    """Prices, dates and decimals."""
    was, now = _vat(remembered), _vat(layout)
    if "prices_include_vat" in asked:
        now = f"{ASKED} (“{_price_heading(layout)}”)"
    if was != now and (
        layout.prices_include_vat != remembered.prices_include_vat
        or _says_inc(layout) != _says_inc(remembered)
    ):
        yield Difference("Prices", was, now)
    for what, key, names in (
        ("Dates", "date_order", naming.DATE_ORDERS),
        ("Decimals", "decimal_mark", naming.DECIMAL_MARKS),
    ):
        before, after = getattr(remembered, key), getattr(layout, key)
        if before and key in asked:
            yield Difference(what, names[before], ASKED)
        elif before and after and before != after:
            yield Difference(what, names[before], names[after])
    if layout.units != remembered.units:
        yield Difference(
            "Unit names",
            naming.units_of(remembered) or "as they stand",
            naming.units_of(layout) or "as they stand",
        )


def _vat(layout: Layout) -> str:
    said = "including VAT" if layout.prices_include_vat else "without VAT"
    heading = _price_heading(layout)
    return f"{said} (“{heading}”)" if heading else said


def _price_heading(layout: Layout) -> str:
    return _heading(layout, layout.columns.get("unit_price"))


def _says_inc(layout: Layout) -> bool:
    return vat_remark(_price_heading(layout)) == "inc"


def _fields(
    layout: Layout, remembered: Layout, asked: Collection[str]
) -> Iterator[Difference]:
    for name in FIELDS:
        before, now = remembered.columns.get(name), layout.columns.get(name)
        was = _place(remembered, before)
        is_now = ASKED if f"column:{name}" in asked else _place(layout, now)
        same_name = squeezed(_heading(remembered, before)) == squeezed(
            _heading(layout, now)
        )
        if (before, same_name) != (now, True):
            yield Difference(naming.field_name(name), was, is_now)


def _place(layout: Layout, column: int | None) -> str:
    if column is None:
        return ABSENT
    return f"“{_heading(layout, column)}”, column {naming.column_letters(column)}"


def _heading(layout: Layout, column: int | None) -> str:
    if column is None or column >= len(layout.headings):
        return ""
    return shown(layout.headings[column])


def _outside(layout: Layout, remembered: Layout) -> Iterator[Difference]:
    """How the file is written, around its cells."""
    if layout.kind != remembered.kind:
        yield Difference("Kind of file", *map(naming.kind_of, (remembered, layout)))
        return
    for what, name_of in (
        ("Between the cells", naming.delimiter_of),
        ("Text", naming.encoding_of),
        ("Sheet", naming.sheet_of),
        ("Headings", naming.heading_row_of),
    ):
        was, now = name_of(remembered), name_of(layout)
        if was != now:
            yield Difference(what, was, now)


def _unused(layout: Layout, remembered: Layout) -> list[Difference]:
    """Columns that came or went and are no field."""
    now, before = _unused_names(layout), _unused_names(remembered)
    what = "A column that is not used"
    came = [
        Difference(what, ABSENT, f"“{now[key]}”") for key in now.keys() - before.keys()
    ]
    went = [
        Difference(what, f"“{before[key]}”", ABSENT)
        for key in before.keys() - now.keys()
    ]
    return sorted([*came, *went], key=str)


def _unused_names(layout: Layout) -> dict[str, str]:
    """Headings of no field that stand in one layout and, as no field, in no other."""
    used = set(layout.columns.values())
    return {
        squeezed(heading): shown(heading)
        for column, heading in enumerate(layout.headings)
        if heading and column not in used
    }
