"""What a list is narrowed to, in the words of the form that asks."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField


def filters_in_words(form: forms.Form) -> dict[str, str]:
    """Each field of a valid form that narrows its list, by its label, as shown.

    A choice that nobody made is one too: a list that starts with "Running" shows no
    more than those.
    """
    said = {bound.label: _shown(bound, form.cleaned_data) for bound in form}
    return {str(label): text for label, text in said.items() if text}


def _shown(bound: BoundField, cleaned: dict[str, Any]) -> str:
    asked, meant = str(bound.data or ""), cleaned.get(bound.name)
    if isinstance(bound.field, forms.ModelChoiceField):
        return str(meant or bound.field.empty_label or "")
    if isinstance(bound.field, forms.ChoiceField):
        offered: Any = bound.field.choices
        choices = {str(value): str(label) for value, label in offered}
        usual = "" if bound.is_hidden else next(iter(choices.values()), "")
        return choices.get(str(meant)) or choices.get(asked) or usual
    return asked
