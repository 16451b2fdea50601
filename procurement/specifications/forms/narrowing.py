"""Narrowing the list of specifications; what is asked stands in the address."""

from django import forms

from procurement.specifications.models import RiskTier, VersionState


class SpecificationFilters(forms.Form):
    """Every field may be left empty: all that the member sees, by name."""

    search = forms.CharField(
        label="Name",
        required=False,
        max_length=200,
        error_messages={"null_characters_not_allowed": "Type letters and digits only."},
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(
        required=False, choices=[("", "Any state"), *VersionState.choices]
    )
    tier = forms.ChoiceField(
        label="Risk", required=False, choices=[("", "Any risk"), *RiskTier.choices]
    )
    whose = forms.ChoiceField(
        required=False,
        choices=[
            ("", "Anybody’s"),
            ("mine", "Mine: I am asked, chair it or drafted it"),
        ],
    )

    @property
    def is_narrowing(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    @property
    def is_narrowing_further(self) -> bool:
        """By more than the name."""
        return any(self.data.get(name) for name in ("state", "tier", "whose"))
