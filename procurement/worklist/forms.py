"""What is asked when somebody does something about gaps."""

from datetime import date, timedelta
from typing import Any

from django import forms

from procurement.gaps.models import AcceptReason
from procurement.gaps.whose import workers
from trusts.forms.people import day_field
from trusts.models import Membership

REVIEW_DAYS = 182  # half a year, unless somebody says otherwise


def note_field(label: str, **more: Any) -> forms.CharField:
    rows = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=2000, widget=rows, **more)


class _Colleagues(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user}, {obj.get_role_display().lower()}"


def colleagues_field(label: str) -> _Colleagues:
    return _Colleagues(
        label=label,
        queryset=Membership.objects.none(),
        empty_label=None,
        error_messages={
            "required": "Choose somebody.",
            "invalid_choice": "Choose somebody who works on gaps at your trust.",
        },
    )


class AssignForm(forms.Form):
    to = colleagues_field("To whom?")
    due_on = day_field(
        "Due on", required=False, help_text="Left empty, due days stay as they are."
    )
    note = note_field(
        "Note", required=False, help_text="For them, and for the history."
    )

    def __init__(self, *args: Any, member: Membership, today: date, **more: Any):
        super().__init__(*args, **more)
        self.fields["to"].queryset = workers(member, on=today)  # type: ignore[attr-defined]
        self.initial.setdefault("to", member.pk)


class NoteForm(forms.Form):
    note = note_field("Note", error_messages={"required": "Write the note."})


class SnoozeForm(forms.Form):
    until = day_field("Until which day?", help_text="Within a year.")
    note = note_field("Note", required=False, help_text="What is it waiting for?")


class AcceptForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why do you go on paying more?",
        choices=AcceptReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a reason."},
    )
    review_on = day_field(
        "On which day should somebody look again?",
        help_text="Where a contract is the reason, the day on which it ends.",
    )
    note = note_field("Note", required=False)

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial.setdefault("review_on", today + timedelta(days=REVIEW_DAYS))


class ReopenForm(forms.Form):
    note = note_field("Note", required=False, help_text="What has changed?")
