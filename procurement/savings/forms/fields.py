"""Fields that several forms of savings share."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from procurement.savings.rules.parts import MOST_MONTHS_AHEAD, MOST_MONTHS_BACK
from procurement.savings.years import month_of, months_after, months_between


def month_field(label: str, *, today: date, **more: Any) -> forms.TypedChoiceField:
    """A month to choose, of those that a part may start in."""
    this = month_of(today)
    first = months_after(this, -MOST_MONTHS_BACK)
    months = months_between(first, months_after(this, MOST_MONTHS_AHEAD + 1))
    return forms.TypedChoiceField(
        label=label,
        coerce=date.fromisoformat,
        choices=[(month.isoformat(), f"{month:%B %Y}") for month in months],
        error_messages={"invalid_choice": "Choose a month of the list."},
        **more,
    )


def price_field(label: str, **more: Any) -> forms.DecimalField:
    """Pounds ex VAT per each, to a millionth."""
    return forms.DecimalField(
        label=label,
        min_value=Decimal("0.000001"),
        max_digits=18,
        decimal_places=6,
        error_messages={
            "invalid": "Give the price of one each in pounds, such as 0.052.",
            "min_value": "A price is above £0.",
            "max_decimal_places": "Give at most 6 decimals of a pound.",
            "required": "Give the price of one each in pounds.",
        },
        widget=forms.TextInput(
            attrs={"class": "nhsuk-input--width-10", "inputmode": "decimal"}
        ),
        **more,
    )


def pounds_field(label: str, **more: Any) -> forms.DecimalField:
    """Pounds ex VAT, to a penny."""
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        error_messages={
            "invalid": "Give an amount in pounds, such as 1200.",
            "min_value": "A cost is £0 or more.",
        },
        widget=forms.TextInput(
            attrs={"class": "nhsuk-input--width-10", "inputmode": "decimal"}
        ),
        **more,
    )


def words_field(label: str, *, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )
