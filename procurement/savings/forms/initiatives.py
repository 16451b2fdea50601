"""Narrowing the list of initiatives, starting one, and its name."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from procurement.savings.forms.fields import month_field
from procurement.savings.models import (
    AlsoClaimed,
    Benefit,
    InitiativeKind,
    SavingStage,
)
from procurement.savings.years import month_of, months_after
from trusts.models import Membership, Organisation

# What each choice means, beside it.
KINDS = {
    InitiativeKind.NO_SWITCH: "the product stays and costs less",
    InitiativeKind.DEMAND: "the price stays and fewer are bought",
}
BENEFITS = {
    Benefit.CASH_RELEASING: "the trust pays less than before, so the budget can be cut "
    "by it",
    Benefit.COST_AVOIDANCE: "a rise that a paper announces is avoided or made smaller; "
    "no budget is freed, and it is never added to cash",
}


def trusts_taking_part(member: Membership, *, today: date) -> Any:
    """The trusts that the member may choose from."""
    places = Organisation.objects.visible_to(member).buying().open_on(today)
    return places.by_name()


class InitiativeFilters(forms.Form):
    """Every field may be left empty: those that run, the newest step first."""

    stage = forms.ChoiceField(
        required=False,
        choices=[("", "Running"), *SavingStage.choices, ("all", "All, also ended")],
    )
    kind = forms.ChoiceField(
        required=False, choices=[("", "Any kind"), *InitiativeKind.choices]
    )
    whose = forms.ChoiceField(
        required=False,
        choices=[
            ("", "Anybody’s"),
            ("mine", "Mine"),
            ("nobodys", "Nobody’s who is there"),
        ],
    )
    waits = forms.ChoiceField(
        label="Waits",
        required=False,
        choices=[
            ("", "Either way"),
            ("finance", "For finance to agree"),
            ("sent_back", "Sent back by finance"),
            ("stuck", "Nothing done for 30 days"),
        ],
    )
    trust = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="code",
        empty_label="All trusts",
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if member.sees_region:
            trust = self.fields["trust"]
            trust.queryset = (  # type: ignore[attr-defined]
                Organisation.objects.visible_to(member).buying().by_name()
            )
        else:
            del self.fields["trust"]

    @property
    def is_narrowing(self) -> bool:
        return any(self.data.get(name) for name in self.fields)


class InitiativeForm(forms.Form):
    """What an initiative is about, and which trusts take part from when on."""

    name = forms.CharField(
        max_length=200,
        help_text="What others will know it by, such as “Nitrile gloves at the lowest "
        "price”.",
        error_messages={"required": "Give it a name."},
    )
    kind = forms.TypedChoiceField(
        label="How is it saved?",
        coerce=InitiativeKind,
        initial=InitiativeKind.NO_SWITCH,
        choices=[(each.value, f"{each.label}: {KINDS[each]}") for each in KINDS],
        widget=forms.RadioSelect,
        help_text="Where a trust changes to another product, the saving starts by "
        "itself when it puts the adopted standard of a specification into use.",
        error_messages={"required": "Say how it is saved."},
    )
    benefit = forms.TypedChoiceField(
        label="What kind of benefit is it?",
        coerce=Benefit,
        initial=Benefit.CASH_RELEASING,
        choices=[(each.value, f"{each.label}: {BENEFITS[each]}") for each in BENEFITS],
        widget=forms.RadioSelect,
        error_messages={"required": "Say what kind of benefit it is."},
    )
    is_recurrent = forms.TypedChoiceField(
        label="Does it go on after twelve months?",
        coerce=lambda said: said == "yes",
        initial="yes",
        choices=[
            ("yes", "Yes, without anybody doing more"),
            ("no", "No, once only: a rebate, or stock bought back"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it goes on."},
    )
    also_claimed_in = forms.ChoiceField(
        label="Is the same money counted anywhere else?",
        required=False,
        choices=AlsoClaimed.choices,
    )
    organisations = forms.ModelMultipleChoiceField(
        label="Which trusts take part?",
        queryset=Organisation.objects.none(),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one trust."},
    )
    field_order = (
        "name", "organisations", "kind", "benefit", "is_recurrent", "start_month",
        "also_claimed_in",
    )  # fmt: skip

    def __init__(
        self, *args: Any, member: Membership, hints: Mapping[int, str], **kwargs: Any
    ) -> None:
        """`hints` is what stands beside a trust to choose, by its number."""
        super().__init__(*args, **kwargs)
        self.member = member
        today = timezone.localdate()
        self.fields["start_month"] = month_field(
            "First month at the new price",
            today=today,
            initial=months_after(month_of(today), 1).isoformat(),
            help_text="It counts for twelve months from then on.",
        )
        self.order_fields(self.field_order)
        if member.sees_region:
            self._offer(trusts_taking_part(member, today=today), hints)
        else:
            del self.fields["organisations"]

    def _offer(self, places: Any, hints: Mapping[int, str]) -> None:
        field = self.fields["organisations"]
        field.queryset = places  # type: ignore[attr-defined]
        field.label_from_instance = (  # type: ignore[attr-defined]
            lambda place: (
                f"{place.name}: {hints[place.pk]}" if place.pk in hints else place.name
            )
        )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not self.member.sees_region:
            cleaned["organisations"] = [self.member.organisation]
        return cleaned


class RenameForm(forms.Form):
    name = forms.CharField(
        max_length=200, error_messages={"required": "Give it a name."}
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class AddTrustForm(forms.Form):
    """One more trust that takes part."""

    organisation = forms.ModelChoiceField(
        label="Which trust?",
        queryset=Organisation.objects.none(),
        to_field_name="code",
        empty_label="Choose one",
        error_messages={"required": "Choose the trust."},
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["start_month"] = month_field(
            "First month at the new price",
            today=today,
            initial=months_after(month_of(today), 1).isoformat(),
        )
        organisation = self.fields["organisation"]
        organisation.queryset = (  # type: ignore[attr-defined]
            trusts_taking_part(member, today=today)
        )
