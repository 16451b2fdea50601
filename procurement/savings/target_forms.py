"""The region's target as it is typed."""

from datetime import date
from typing import Any

from django import forms

from procurement.savings.years import FinancialYear

YEARS_AHEAD = 3


class TargetForm(forms.Form):
    """A year from the one before last to three ahead; an amount in pounds."""

    year = forms.TypedChoiceField(label="Financial year, April to March", coerce=int)
    amount = forms.DecimalField(
        label="Target, £",
        min_value=1,
        max_digits=14,
        decimal_places=2,
        localize=False,
        help_text="Pounds ex VAT to realise in the year, such as 15,000,000",
        error_messages={
            "required": "Give the target in pounds, such as 15,000,000.",
            "invalid": "Give the target in pounds, such as 15,000,000.",
            "min_value": "A target is above £0.",
            "max_digits": "That is more than any region saves. Give pounds.",
            "max_whole_digits": "That is more than any region saves. Give pounds.",
        },
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    note = forms.CharField(
        label="Where it comes from",
        required=False,
        max_length=500,
        help_text="Such as the board’s decision and its date",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, on: date) -> None:
        if data is not None:
            data = data.copy()
            typed = data.get("amount", "")
            data["amount"] = typed.replace(",", "").replace("£", "").replace(" ", "")
        this = FinancialYear.of(on)
        super().__init__(data, auto_id="%s", initial={"year": this.starts_in})
        years = range(this.starts_in - 2, this.starts_in + YEARS_AHEAD + 1)
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (each, str(FinancialYear(each))) for each in years
        ]

    @property
    def financial_year(self) -> FinancialYear:
        return FinancialYear(self.cleaned_data["year"])
