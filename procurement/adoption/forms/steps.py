"""Who is trained, what is next, and until when a trust is exempt."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict

from procurement.adoption import rules
from procurement.adoption.forms.fields import (
    bound_day,
    bound_days,
    check_days,
    day_field,
    number_field,
)
from procurement.adoption.models import AdoptionState, Training
from procurement.specifications.forms.fields import WordsField, words_field
from procurement.specifications.models import Version

MOVE_LABELS = {
    AdoptionState.PLANNED: "Back to planned",
    AdoptionState.TRAINING: "Start the training",
    AdoptionState.STOCK_RUN_DOWN: "Use up the old stock",
    AdoptionState.LIVE: "Go live",
    AdoptionState.EMBEDDED: "It is embedded",
}
BACK_LABELS = {
    AdoptionState.TRAINING: "Back to training",
    AdoptionState.STOCK_RUN_DOWN: "Back to using up stock",
    AdoptionState.LIVE: "Back to live",
}


class TrainingForm(forms.Form):
    """A group of people, and how many of them were shown the new product."""

    group = forms.CharField(
        label="Which group?",
        max_length=100,
        help_text="Such as “Theatre nurses”. No names of people.",
        error_messages={"required": "Say which group it is."},
    )
    people = number_field("How many people are they?", most=100_000, least=1)
    trained = number_field("How many of them were trained?", most=100_000, initial=0)
    due_on = day_field("By when?", required=False)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        version: Version,
        today: date,
        training: Training | None = None,
    ) -> None:
        names = ("group", "people", "trained", "due_on")
        said = {name: getattr(training, name) for name in names} if training else {}
        super().__init__(data, initial=said)
        self.version, self.today = version, today
        bound_days(self, version, on=today)

    def clean(self) -> dict[str, Any]:
        check_days(self, self.version, on=self.today)
        cleaned = self.cleaned_data
        people, trained = cleaned.get("people"), cleaned.get("trained")
        if people is not None and trained is not None and trained > people:
            self.add_error("trained", f"They are {people}: enter {people} at most.")
        return cleaned


class AdoptionMoveForm(forms.Form):
    """Where an adoption goes from where it stands, and why."""

    to = forms.TypedChoiceField(
        label="What is next?",
        coerce=AdoptionState,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say what is next.",
            "invalid_choice": "It cannot come there from where it stands now.",
        },
    )
    note = words_field(
        "Why?",
        rows=3,
        required=False,
        help_text="Needed for a step back, for going live before everybody was "
        "trained, and for ending an exemption early. Everybody of the specification "
        "reads it. Nothing about a patient.",
    )

    def __init__(
        self, *args: Any, stands: AdoptionState, moves: Iterable[AdoptionState]
    ) -> None:
        super().__init__(*args)
        order = list(AdoptionState)
        to: Any = self.fields["to"]
        to.choices = [
            (
                each.value,
                MOVE_LABELS[each]
                if order.index(each) > order.index(stands)
                else BACK_LABELS.get(each, MOVE_LABELS[each]),
            )
            for each in moves
        ]
        if len(to.choices) == 1:
            self.initial["to"] = to.choices[0][0]


class ExemptForm(forms.Form):
    """Until when patients need something else, and why."""

    until = day_field(
        "On which day does the exemption end?",
        help_text="On that day the adoption is planned again.",
    )
    because: WordsField = words_field(
        "Why do patients here need something else?",
        rows=4,
        help_text="The clinical reason. Everybody of the specification reads it. "
        "Nothing that could tell who a patient is.",
        error_messages={"required": "Say why patients here need something else."},
    )

    def __init__(self, data: QueryDict | None, *, today: date) -> None:
        super().__init__(data)
        self.today = today
        last = today + rules.LONGEST_EXEMPTION
        bound_day(self, "until", today + timedelta(days=1), last)

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if reason := rules.why_not_until(until, on=self.today):
            raise forms.ValidationError(reason)
        return until
