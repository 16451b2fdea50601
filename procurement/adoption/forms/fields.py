"""Fields that several forms of adoptions share."""

from datetime import date
from typing import Any

from django import forms

from procurement.adoption.days import DAYS, bounds_of, why_not_days
from procurement.specifications.models import Version
from trusts.successions import day_in_words

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


def bound_day(form: forms.Form, name: str, first: date, last: date) -> None:
    """Say beside the field, and to its calendar, between which days it lies. A day that
    stands already may stay."""
    field: Any = form.fields[name]
    said = f"From {day_in_words(first)} to {day_in_words(last)}."
    field.help_text = " ".join(filter(None, (field.help_text, said)))
    there = form.initial.get(name) or first
    field.widget.attrs |= {"min": f"{min(first, there)}", "max": f"{last}"}


def bound_days(form: forms.Form, version: Version, *, on: date) -> None:
    """The same for the days of a plan, or of a group's training."""
    for name in DAYS:
        if name in form.fields:
            bound_day(form, name, *bounds_of(version, name, on=on))


def check_days(form: forms.Form, version: Version, *, on: date) -> None:
    """Say beside each day that was changed why it cannot be meant."""
    for name in DAYS:
        said = {name: form.cleaned_data.get(name)}
        if name in form.changed_data and (reason := why_not_days(version, said, on=on)):
            form.add_error(name, reason)


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
