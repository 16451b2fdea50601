"""Starting a specification."""

from datetime import date
from typing import Any

from django import forms

from procurement.specifications.models import RiskTier
from procurement.specifications.queries import chairs, joinable_trusts
from procurement.specifications.tiers import TIERS
from trusts.models import Membership, Organisation


class SpecificationForm(forms.Form):
    """What kind of product it is for, how harmful a wrong one is, and who runs it."""

    name = forms.CharField(
        label="What kind of product is it for?",
        max_length=200,
        help_text="As a ward would call it, such as “Foley catheters”.",
        error_messages={"required": "Say what kind of product it is for."},
    )
    tier = forms.TypedChoiceField(
        label="What if the product is a wrong one?",
        coerce=RiskTier,
        choices=[
            (each.value, f"{each.label}: {meaning}") for each, meaning in TIERS.items()
        ],
        help_text="Who has to sign at each trust, and how many, goes by this.",
        widget=forms.RadioSelect,
        error_messages={"required": "Say how much harm a wrong product can do."},
    )
    chair = forms.ModelChoiceField(
        label="Which clinical chair runs it?",
        queryset=Membership.objects.none(),
        empty_label="Choose one",
        help_text="The chair opens consultation, scoring and sign-off.",
        error_messages={
            "required": "Choose the chair.",
            "invalid_choice": "That person is no clinical chair now. Choose another.",
        },
    )
    organisations = forms.ModelMultipleChoiceField(
        label="Which trusts take part?",
        queryset=Organisation.objects.none(),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one trust.",
            "invalid_choice": "That trust is not in the list. Choose another.",
        },
    )

    def __init__(
        self, *args: Any, member: Membership, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chair: Any = self.fields["chair"]
        chair.queryset = chairs(on=today)
        chair.label_from_instance = lambda each: f"{each.user}, {each.organisation}"
        trusts: Any = self.fields["organisations"]
        trusts.queryset = joinable_trusts(member, on=today)
        if len(trusts.queryset) == 1:
            trusts.help_text = (
                "Others are brought in by the regional lead or by the chair."
            )
        if not member.sees_region:
            self.initial.setdefault("organisations", [member.organisation.code])
