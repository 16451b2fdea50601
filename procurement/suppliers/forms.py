"""What the list of suppliers can be narrowed to and sorted by, as in the address."""

from typing import Any

from django import forms

from trusts.models import Membership
from trusts.permissions import Permission

GAPS, SPEND, NAME = "gaps", "spend", "name"
SORTS = {GAPS: "Gaps a year", SPEND: "Spend", NAME: "Name"}
OURS, EVERYBODYS = "", "all"


class SupplierFilters(forms.Form):
    """Every field may be left empty. What a member may not see nobody sorts by."""

    search = forms.CharField(
        label="Supplier",
        required=False,
        max_length=200,
        help_text="Any spelling of the name; small mistakes do not matter",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    show = forms.ChoiceField(
        label="Whose",
        required=False,
        choices=[(OURS, "We buy from"), (EVERYBODYS, "All in the region, by name")],
    )
    sort = forms.ChoiceField(label="Sort by", required=False, choices=SORTS.items())
    order = forms.ChoiceField(
        required=False,
        choices=[("desc", "Descending"), ("asc", "Ascending")],
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sorts = sorts_of(member)
        self.fields["sort"].choices = [  # type: ignore[attr-defined]
            (name, SORTS[name]) for name in self.sorts
        ]
        if self.sorts == (NAME,) or member.sees_region:
            del self.fields["show"]
        if self.sorts == (NAME,):
            del self.fields["sort"]
            del self.fields["order"]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        for name in ("sort", "order", "show"):
            # It cannot be mended in the form: then its usual value counts.
            self.errors.pop(name, None)
        sort = cleaned.get("sort") or self.sorts[0]
        if cleaned.get("show") == EVERYBODYS:
            sort = NAME
        usual = "asc" if sort == NAME else "desc"
        return cleaned | {"sort": sort, "order": cleaned.get("order") or usual}

    @property
    def is_names_only(self) -> bool:
        """Whether no figure is asked for, or none may be seen."""
        return self.sorts == (NAME,) or self.cleaned_data.get("show") == EVERYBODYS

    @property
    def is_narrowing(self) -> bool:
        return bool(self.data.get("search"))


def sorts_of(member: Membership) -> tuple[str, ...]:
    """What the member may sort by, the usual first."""
    if not member.may(Permission.PRICES_OWN_VIEW):
        return (NAME,)
    if not member.may(Permission.GAPS_VIEW):
        return (SPEND, NAME)
    return (GAPS, SPEND, NAME)
