"""The search box."""

from django import forms
from django.core.exceptions import ValidationError

from catalogue.products.barcodes import read_barcode
from catalogue.products.searching import LONGEST

LONGEST_CODE = 1000  # characters; a digital link may be some hundred long
_BLANKS = " \t\r\n"  # not GS, which says where a field of a barcode ends


class ProductSearchForm(forms.Form):
    q = forms.CharField(
        label="Search",
        required=False,
        strip=False,
        max_length=LONGEST_CODE,
        help_text="Words, a size, a maker, or a code: barcode (GTIN), national code, "
        "part code or part of one. A scanner may type into it.",
        error_messages={"null_characters_not_allowed": "Type letters and digits only."},
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}
        ),
    )

    def clean_q(self) -> str:
        text: str = self.cleaned_data["q"].strip(_BLANKS)
        if len(text) > LONGEST and read_barcode(text) is None:
            raise ValidationError(
                f"A search has at most {LONGEST} characters; this has {len(text)}. "
                "Keep the words that matter most."
            )
        return text

    def asked(self) -> str:
        """What is searched for; "" for nothing, and where it cannot be."""
        return self.cleaned_data["q"] if self.is_valid() else ""
