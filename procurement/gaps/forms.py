"""What a list of gaps can be narrowed to and sorted by, as it stands in the address."""

from datetime import date
from typing import Any

from django import forms

from procurement.gaps.models import GapState
from procurement.gaps.work_form import WorkFilters
from trusts.models import Membership, Organisation
from trusts.restating import RESTATED

SORTS = {
    "value": "Gap a year",
    "percent": "Percent",
    "price": "Price paid",
    "trusts": "Trusts",
    "age": "Age of the lowest price",
    "due": "Day on which it is due",
}

NOT_CLASSIFIED = "not classified"  # the category of a product that has none


class GapFilters(WorkFilters):
    """Every field may be left empty; a trust can be chosen by who sees the region."""

    search = forms.CharField(
        label="Product",
        required=False,
        max_length=200,
        help_text="Words, a part code, barcode, national or local code",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    trust = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="code",
        empty_label="All trusts",
    )
    supplier = forms.CharField(label="Bought from", required=False, max_length=200)
    category = forms.CharField(
        required=False,
        max_length=200,
        help_text=f"Its whole name, or “{NOT_CLASSIFIED}”",
    )
    # The number of the one supplier that the gaps count under; 0 is none.
    under = forms.IntegerField(
        label="Counted under the supplier with the number",
        required=False,
        min_value=0,
        max_value=2**62,
        widget=forms.HiddenInput,
    )
    least_value = forms.DecimalField(
        label="Worth at least, £ a year",
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        error_messages={"invalid": "Give an amount in pounds, such as 500."},
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    least_trusts = forms.IntegerField(
        label="Trusts compared, at least",
        required=False,
        min_value=0,
        max_value=1000,
        error_messages={"invalid": "Give a whole number of trusts, such as 3."},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    state = forms.ChoiceField(
        label="Found",
        required=False,
        choices=[
            ("", "Any time"),
            (GapState.FOUND.value, "Once"),
            (GapState.FOUND_AGAIN.value, "Again, after it had gone"),
        ],
    )
    found_from = forms.DateField(
        label="Found on or after",
        required=False,
        error_messages={"invalid": "Give a date, such as 4 October 2026."},
        input_formats=["%Y-%m-%d", "%d %B %Y", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    # On a desk the headings of the table sort; on a phone there are none to see.
    sort = forms.ChoiceField(label="Sort by", required=False, choices=SORTS.items())
    order = forms.ChoiceField(
        required=False,
        choices=[("desc", "Descending"), ("asc", "Ascending")],
        widget=forms.HiddenInput,
    )

    # Whether a trust's gaps include those of the organisations it carries on.
    organisations = forms.ChoiceField(
        required=False,
        choices=[("", "As it was"), (RESTATED, "Restated to successors")],
        widget=forms.HiddenInput,
    )

    field_order = (
        "search", "trust", "stage", "owner", "due", "snoozed", "supplier",
        "least_value", "least_trusts", "state", "found_from",
    )  # fmt: skip

    # A mistake in these cannot be mended in the form: then the usual value counts.
    _USUAL = {"sort": "value", "order": "desc", "organisations": ""}

    def __init__(
        self, *args: Any, member: Membership, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, member=member, today=today, **kwargs)
        if member.sees_region:
            trust = self.fields["trust"]
            trust.queryset = (  # type: ignore[attr-defined]
                Organisation.objects.visible_to(member).buying().by_name()
            )
        else:
            del self.fields["trust"], self.fields["organisations"]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        for name, usual in self._USUAL.items():
            self.errors.pop(name, None)
            cleaned[name] = cleaned.get(name) or usual
        cleaned["today"] = self.today
        return cleaned

    @property
    def is_narrowing(self) -> bool:
        """Whether anything is asked for beyond an order."""
        return bool(self.data.get("search")) or self.is_narrowing_further

    @property
    def is_narrowing_further(self) -> bool:
        """Whether anything is asked for beyond words and an order."""
        return any(
            self.data.get(name)
            for name in self.fields
            if name != "search" and name not in self._USUAL
        )
