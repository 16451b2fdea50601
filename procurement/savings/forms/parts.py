"""What a trust's part says: dates, costs, papers, whose it is, and its end."""

from typing import Any

from django import forms
from django.utils import timezone

from procurement.savings.forms.fields import (
    month_field,
    pounds_field,
    words_field,
)
from procurement.savings.models import LapseReason, Participation
from trusts.models import Membership


class TermsForm(forms.Form):
    one_off_cost = pounds_field(
        "What does the change cost once, £ ex VAT?",
        help_text="Training, running two products side by side, stock written off. 0 "
        "where nothing.",
    )
    evidence = words_field(
        "Where are the prices written?",
        required=False,
        help_text="A quote, contract or price notice, with its number and date. Papers "
        "can be added as files too.",
    )
    field_order = ("start_month", "one_off_cost", "evidence")

    def __init__(self, *args: Any, part: Participation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part
        if part.initiative.is_switch:  # it starts when the standard went into use
            return
        self.fields["start_month"] = month_field(
            "First month at the new price",
            today=timezone.localdate(),
            help_text="It counts for twelve months from then on. The baseline is made "
            "of the twelve months before.",
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        return {"start_month": self.part.start_month} | self.cleaned_data


class UpliftForm(forms.Form):
    percent = forms.DecimalField(
        label="By how many per cent would the price have risen?",
        max_digits=7,
        decimal_places=4,
        max_value=999,
        help_text="Above the baseline, such as 8.",
        error_messages={
            "required": "Give the rise in per cent, such as 8.",
            "invalid": "Give the rise in per cent, such as 8.",
        },
        widget=forms.TextInput(
            attrs={"class": "nhsuk-input--width-5", "inputmode": "decimal"}
        ),
    )
    evidence = words_field(
        "Which paper says so?",
        help_text="The supplier’s notice, the index of the contract or the quote, with "
        "its date.",
        error_messages={"required": "Say which paper says so: finance will look."},
    )
    field_order = ("from_month", "percent", "evidence")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_month"] = month_field(
            "From which month?", today=timezone.localdate()
        )
        self.order_fields(self.field_order)

    def clean_percent(self) -> Any:
        percent = self.cleaned_data["percent"]
        if percent <= 0:
            raise forms.ValidationError("A rise is above 0%.")
        return percent


class OwnerForm(forms.Form):
    """A colleague of the trust who looks after its part from now on."""

    owner = forms.ModelChoiceField(
        label="Who looks after it?",
        queryset=Membership.objects.none(),
        empty_label="Choose one",
        error_messages={
            "required": "Choose who looks after it.",
            "invalid_choice": "That person cannot look after it. Choose another.",
        },
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        owner.queryset = colleagues  # type: ignore[attr-defined]
        owner.label_from_instance = (  # type: ignore[attr-defined]
            lambda each: f"{each.user}, {each.get_role_display().lower()}"
        )


class LapseForm(forms.Form):
    reason = forms.TypedChoiceField(
        label="Why?",
        coerce=LapseReason,
        choices=LapseReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say why it is given up."},
    )
    note = words_field("What should others know?", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("reason") == LapseReason.OTHER and not cleaned.get("note"):
            self.add_error("note", "Say what the reason is.")
        return cleaned


class EvidenceForm(forms.Form):
    file = forms.FileField(
        label="Add a paper as a file",
        help_text="Any kind of file, 10 MB at most. It is kept as it came and only "
        "ever downloaded; nobody looks for viruses in it here.",
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty. Choose another.",
        },
    )
