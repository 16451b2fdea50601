"""Forms of what is done about an objection: one for each act."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from procurement.signoff.models import Decision
from procurement.signoff.rules import why_not_until
from procurement.specifications.forms.fields import words_field
from trusts.models import Membership


def _text(label: str, wanted: str, **more: Any) -> forms.CharField:
    return words_field(label, error_messages={"required": wanted}, **more)


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": "Enter the day.",
            "invalid": "Enter a day, such as 4/10/2027.",
        },
    )


class ActForm(forms.Form):
    """What every act takes: the objection it is about."""

    def __init__(self, *asked: Any, decision: Decision, **more: Any) -> None:
        super().__init__(*asked, **more)
        self.decision = decision


class OwnForm(ActForm):
    """Who looks after it, and until when."""

    owner = forms.ChoiceField(
        label="Who answers it?",
        error_messages={"required": "Choose who answers it."},
    )
    due_on = _day("By when?")

    def __init__(self, *asked: Any, decision: Decision, **more: Any) -> None:
        super().__init__(*asked, decision=decision, **more)
        self.people = {str(each.pk): each for each in owners_of(decision)}
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)
        owner.choices = [
            ("", "Choose one"),
            *((pk, str(each)) for pk, each in self.people.items()),
        ]

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("Choose today or a day to come.")
        return day


class AnswerForm(ActForm):
    text = _text(
        "Your answer",
        "Write the answer.",
        help_text="What changes, or why it stays. The objector says whether that "
        "settles it.",
    )


class ReplyForm(ActForm):
    accepts = forms.ChoiceField(
        label="Does the answer settle it for you?",
        choices=[
            ("yes", "Yes: it no longer stands in the way"),
            ("no", "No: my objection stands"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the answer settles it."},
    )
    text = words_field("Why", required=False, help_text="Needed if it does not.")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("accepts") == "no" and not said.get("text"):
            self.add_error("text", "Say why the answer does not settle it.")
        return said


class AppealForm(ActForm):
    text = _text(
        "Why do you appeal?",
        "Say why you appeal.",
        help_text="A chair from another trust reads it, with everything above.",
    )


class DecideForm(ActForm):
    upholds = forms.ChoiceField(
        label="What do you decide?",
        choices=[
            ("yes", "The objection is upheld"),
            ("no", "It no longer stands in the way"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say what you decide."},
    )
    text = _text("Why", "Say why: the objector and the chair read it.")


class ExemptForm(ActForm):
    until = _day("Until when is it exempted? A year ahead at most.")
    text = _text("Why is the trust exempted?", "Say why: everybody can read it.")

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        if reason := why_not_until(day, on=timezone.localdate()):
            raise forms.ValidationError(reason)
        return day


def owners_of(decision: Decision) -> list[Membership]:
    """Who can be asked to answer it: the chair, the drafter, and who has a seat; never
    the objector."""
    version = decision.round.version
    seats = version.specification.seats.held().exclude(user=decision.seat.user_id)
    found = {
        version.specification.chair_id,
        *seats.values_list("membership", flat=True),
    }
    if version.drafted_by_id:
        found.add(version.drafted_by_id)
    working = Membership.objects.active(on=timezone.localdate()).filter(pk__in=found)
    return list(
        working.exclude(user=decision.seat.user_id)
        .select_related("user", "organisation")
        .order_by("user__full_name", "pk")
    )
