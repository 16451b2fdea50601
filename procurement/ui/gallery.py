"""Examples for the gallery of components. Nothing here comes from the database."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms


@dataclass(frozen=True, slots=True)
class ExampleMessage:
    """As one of `django.contrib.messages`; `extra_tags` is the address that undoes."""

    text: str
    level_tag: str
    extra_tags: str = ""

    def __str__(self) -> str:
        return self.text


class ExampleForm(forms.Form):
    """One field of each kind."""

    product = forms.CharField(help_text="A name, a part number or a barcode.")
    password = forms.CharField(widget=forms.PasswordInput)
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    category = forms.ChoiceField(choices=[("", "All"), ("gloves", "Gloves")])
    date_order = forms.ChoiceField(
        label="Is 03/04/2026 in March or in April?",
        widget=forms.RadioSelect,
        choices=[("dmy", "3 April 2026"), ("mdy", "4 March 2026")],
    )
    states = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        choices=[("found", "Found"), ("assigned", "Assigned")],
        required=False,
    )
    includes_vat = forms.BooleanField(label="Prices include VAT", required=False)
    extract = forms.FileField(required=False, help_text="CSV or XLSX.")


def examples() -> dict[str, Any]:
    """What the gallery page shows."""
    return {
        "form": ExampleForm(),
        "refused": ExampleForm({"product": "Gloves"}),
        "rows": [
            ("Nitrile gloves, medium", Decimal("0.065"), Decimal("0.052"), 2_400_000),
            ("Foley catheter 14 Ch", Decimal("4.10"), Decimal("3.35"), 25_200),
        ],
        "gap_value": Decimal("31200"),
        "colours": ["grey", "blue", "green", "yellow", "orange", "red", "white"],
        "said": [
            ExampleMessage("The import was rolled back.", "success", "#undo"),
            ExampleMessage("This needs a look.", "warning"),
        ],
        "restating": {"matters": True, "is_restated": False},
        "facts": [("Product", "Nitrile gloves, medium"), ("Pack", "Box of 100")],
    }
