"""Fields that several forms have."""

from decimal import Decimal
from typing import Any

from django import forms

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"]


def day_of(label: str, *, required: bool = True, **more: Any) -> forms.DateField:
    """A day that may lie ahead: chosen from a calendar, or typed."""
    return forms.DateField(
        label=label,
        required=required,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": "Enter the day.",
            "invalid": "Enter a day, such as 4/10/2026.",
        },
        **more,
    )


def price_of(label: str) -> forms.DecimalField:
    """Pounds for one each."""
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=Decimal("0.000001"),
        max_digits=16,
        decimal_places=6,
        error_messages={
            "invalid": "Enter pounds for one each, such as 0.052.",
            "min_value": "Enter a price above nought.",
            "max_decimal_places": "Enter pounds with six decimals at most.",
            "max_digits": "Enter a price that somebody might pay.",
        },
        widget=forms.TextInput(
            attrs={"class": "nhsuk-input--width-5", "inputmode": "decimal"}
        ),
    )
