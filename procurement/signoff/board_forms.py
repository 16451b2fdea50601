"""What the chair says when a round is opened, extended, corrected or ended."""

from datetime import date
from typing import Any

from django import forms

from procurement.signoff.models import InterestAction
from procurement.specifications.forms.fields import reason_field, words_field
from procurement.specifications.models import Heading, Specification
from procurement.specifications.queries import chairs
from trusts.forms.people import day_field
from trusts.models import Membership


class DeadlineForm(forms.Form):
    """By when people are to decide."""

    def __init__(self, *args: Any, first: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"] = day_field(
            "By when are people to decide?",
            first=first,
            help_text="The end of that day. It can move later, never earlier.",
        )


class ExtendForm(DeadlineForm):
    reason = reason_field("Why do they get more time?")


class ReasonForm(forms.Form):
    reason = reason_field("Why?", help_text="It stands in the record of the decision.")


class HandOnForm(forms.Form):
    """Who runs a specification from now on."""

    to = forms.ModelChoiceField(
        label="Which clinical chair runs it from now on?",
        queryset=Membership.objects.none(),
        empty_label="Choose one",
        error_messages={
            "required": "Choose the chair.",
            "invalid_choice": "That person is no clinical chair now. Choose another.",
        },
    )
    reason = reason_field("Why?", help_text="It stands in the record of the decision.")

    def __init__(
        self, *args: Any, specification: Specification, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["to"]
        who.queryset = chairs(on=today).exclude(pk=specification.chair_id)
        who.label_from_instance = lambda each: f"{each.user}, {each.organisation}"


class RulingForm(forms.Form):
    """What a declared interest means for this decision."""

    action = forms.ChoiceField(
        label="What does it mean here?",
        choices=InterestAction.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what the interest means here."},
    )
    reason = reason_field(
        "Why?", help_text="The person reads it, and so does an auditor."
    )


class CorrectionForm(forms.Form):
    """Some words put right, under one heading."""

    field = forms.ChoiceField(
        label="Where does it stand?",
        choices=[("what_changes", "What changes for your ward"), *Heading.choices],
    )
    before = words_field(
        "The words as they stand",
        rows=2,
        help_text="As many as it takes for them to stand there only once.",
        error_messages={"required": "Quote the words as they stand."},
    )
    after = words_field("The words as they should be", rows=2, required=False)
    reason = reason_field(
        "Why does this change nothing that matters?",
        help_text="Such as “A letter was missing”. Anything that could change "
        "somebody’s mind needs a next version.",
    )
