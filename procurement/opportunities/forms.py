"""What opportunities can be narrowed to and sorted by, as it stands in the address."""

from typing import Any

from django import forms

from procurement.opportunities.models import By
from trusts.models import Membership, Organisation

NAME = "name"
# Column of the table, or the name, with what it is called.
SORTS = {
    "free_value": "Not yet taken up",
    "gap_value": "Gaps a year",
    "claimed_value": "In an initiative",
    "trusts": "Trusts with a gap",
    "common": "Products in common",
    "ends_on": "Agreed price that ends first",
    "suspect": "At a suspect price",
    "left_out": "Not comparable",
    "spend": "Spend in 12 months",
    NAME: "Name",
}
UP_FIRST = (NAME, "ends_on")  # what a reader wants the least of first


class OpportunityFilters(forms.Form):
    """Every field may be left empty; a trust can be chosen by who sees the region."""

    by = forms.ChoiceField(
        label="Look by",
        required=False,
        choices=[("category", "Category"), ("supplier", "Supplier")],
    )
    search = forms.CharField(
        label="Name",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    trust = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="code",
        empty_label="All trusts",
    )
    least_trusts = forms.IntegerField(
        label="Trusts with a gap, at least",
        required=False,
        min_value=0,
        max_value=1000,
        error_messages={"invalid": "Give a whole number of trusts, such as 3."},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    # On a desk the headings of the table sort; on a phone there are none to see.
    sort = forms.ChoiceField(label="Sort by", required=False, choices=SORTS.items())
    order = forms.ChoiceField(
        required=False,
        choices=[("desc", "Descending"), ("asc", "Ascending")],
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if member.sees_region:
            trust = self.fields["trust"]
            trust.queryset = (  # type: ignore[attr-defined]
                Organisation.objects.visible_to(member).buying().by_name()
            )
        else:
            del self.fields["trust"], self.fields["least_trusts"]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        for name in ("by", "sort", "order"):
            # It cannot be mended in the form: then its usual value counts.
            self.errors.pop(name, None)
        sort = cleaned.get("sort") or "free_value"
        usual = "asc" if sort in UP_FIRST else "desc"
        return cleaned | {
            "by": By.SUPPLIER if cleaned.get("by") == "supplier" else By.CATEGORY,
            "sort": sort,
            "order": cleaned.get("order") or usual,
        }

    @property
    def is_narrowing(self) -> bool:
        return any(self.data.get(name) for name in ("search", "trust", "least_trusts"))
