"""Fields that several forms of adoptions share."""

from typing import Any

from django import forms

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"]


def day_field(label: str, **more: Any) -> forms.DateField:
    messages = {
        "required": "Enter the day.",
        "invalid": "Enter a day, such as 4/10/2026.",
    }
    return forms.DateField(
        label=label,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=messages,
        **more,
    )


def number_field(label: str, *, most: int, least: int = 0, **more: Any):
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"}
        ),
        error_messages={
            "required": "Enter a number.",
            "invalid": "Enter a whole number, such as 6.",
            "min_value": "Enter %(limit_value)s or more.",
            "max_value": "Enter %(limit_value)s at most.",
        },
        **more,
    )
