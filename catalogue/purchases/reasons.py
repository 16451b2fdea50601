"""Why a row of an extract is not taken, in the words its trust reads."""

SENTENCES = {
    "empty": "is empty",
    "no_date": "is not a date, or there is no such day",
    "future": "lies in the future",
    "early": "is too long ago to be an order",
    "no_number": "is not a number",
    "too_long": "is too long to be one",
    "too_large": "is too large for one order line",
    "mismatch": "is not quantity times unit price",
    "unknown": "is unknown, or not one this file may speak for",
    "repeated": "stands in this file already",
}

FIELD_NAMES = {
    "organisation": "organisation",
    "po_number": "order number",
    "line_number": "order line",
    "order_date": "order date",
    "description": "description",
    "quantity": "quantity",
    "unit_price": "unit price",
    "line_value": "line value",
    "local_code": "local item code",
    "supplier": "supplier",
    "manufacturer": "manufacturer",
    "mpc": "part code",
}


def sentence(field: str, reason: str) -> str:
    """Say it: 'quantity is not a number'."""
    return f"{FIELD_NAMES[field]} {SENTENCES[reason]}"


# The same for counting: "40 repeated lines". {field} is its name.
_COUNTED = {
    "empty": "without {an} {field}",
    "no_date": "with no such date",
    "future": "dated in the future",
    "early": "dated too long ago",
    "no_number": "where the {field} is not a number",
    "too_long": "where the {field} is too long to be one",
    "too_large": "where the {field} is too large for one order line",
    "mismatch": "where the value is not quantity × price",
    "unknown": "of another or an unknown organisation",
    "repeated": "repeated",
}


def counted(field: str, reason: str, rows: int) -> str:
    """Say how many: '18 rows where the quantity is not a number'."""
    name = FIELD_NAMES[field]
    words = _COUNTED[reason].format(field=name, an="an" if name[0] in "aeio" else "a")
    return f"{rows:,} {'row' if rows == 1 else 'rows'} {words}"
