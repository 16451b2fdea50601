"""The search box."""

from django import forms

from catalogue.products.searching import LONGEST


class ProductSearchForm(forms.Form):
    q = forms.CharField(
        label="Search",
        required=False,
        max_length=LONGEST,
        help_text="Words, a size, a maker, or a code: GTIN, national code, part code "
        "or part of one.",
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}
        ),
    )

    def asked(self) -> str:
        """What is searched for; "" for nothing, and where it cannot be."""
        return self.cleaned_data["q"] if self.is_valid() else ""
