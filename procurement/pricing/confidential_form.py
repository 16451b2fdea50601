"""The form with which a trust keeps a price confidential."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from catalogue.prices.models import ConfidentialReason
from trusts.forms.people import day_field

USUAL_DAYS = 365


class ConfidentialForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why is it confidential?",
        widget=forms.RadioSelect,
        choices=ConfidentialReason.choices,
        error_messages={"required": "Say why."},
    )
    evidence = forms.CharField(
        label="Where is that written?",
        required=False,
        max_length=1000,
        help_text="A contract and its clause, so that whoever comes after you finds "
        "it. Other trusts never see this.",
    )
    ends_on = day_field(
        "Last day",
        help_text="The day on which the contract or the talks end, three years away "
        "at most. After it, other trusts see the price again.",
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        usual = timezone.localdate() + timedelta(days=USUAL_DAYS)
        self.initial.setdefault("ends_on", usual)

    def clean_reason(self) -> ConfidentialReason:
        return ConfidentialReason(self.cleaned_data["reason"])
