"""What a person says of two, and what the lists of it can be narrowed to."""

from typing import Any

from django import forms

from catalogue.products.models import EquivalenceLevel, Kind
from procurement.sameness.listing import IN_FORCE, PARTED

LONGEST_REASON = 500


def _reason(label: str, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why, in a few words."},
    )


class SearchForm(forms.Form):
    """The other one, by its name or a code."""

    q = forms.CharField(
        label="Search for it",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class MergeForm(forms.Form):
    reason = _reason("Why are they the same?", required=True)


class PartForm(forms.Form):
    reason = _reason("Why are they parted?", required=False)


class DifferentForm(forms.Form):
    note = _reason("How do they differ? (optional)", required=False)


class SaidFilters(forms.Form):
    """Every field may be left empty; what cannot be read counts as not asked for."""

    search = forms.CharField(
        label="Name",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label="Of", required=False, choices=[("", "Everything"), *Kind.choices]
    )
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[("", "All"), (IN_FORCE, "Merged now"), (PARTED, "Parted again")],
    )

    def clean(self) -> dict[str, Any]:
        for name in ("kind", "state"):
            if self.errors.pop(name, None):
                self.cleaned_data[name] = ""
        return self.cleaned_data

    @property
    def is_narrowing(self) -> bool:
        return any(self.data.get(name) for name in self.fields)


class DifferentFilters(SaidFilters):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["state"]

    def clean(self) -> dict[str, Any]:
        if self.errors.pop("kind", None):
            self.cleaned_data["kind"] = ""
        return self.cleaned_data


class AlternativeForm(forms.Form):
    level = forms.ChoiceField(
        label="What is it to this product?",
        choices=EquivalenceLevel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is to this product."},
    )
    note = _reason("Note (optional)", required=False)
