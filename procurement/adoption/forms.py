"""What is asked of a trust that goes over to a standard."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from procurement.adoption.models import Adoption, AdoptionState, Training
from procurement.specifications.forms.fields import WordsField, words_field
from trusts.models import Membership, Organisation
from trusts.permissions import Permission, allows
from trusts.roles import Role

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"]
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


def day_field(label: str, **more: Any) -> forms.DateField:
    messages = {
        "required": "Enter the day.",
        "invalid": "Enter a day, such as 4/10/2026.",
    }
    return forms.DateField(
        label=label,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=messages,
        **more,
    )


def number_field(label: str, *, most: int, least: int = 0, **more: Any):
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"}
        ),
        error_messages={
            "required": "Enter a number.",
            "invalid": "Enter a whole number, such as 6.",
            "min_value": "Enter %(limit_value)s or more.",
            "max_value": "Enter %(limit_value)s at most.",
        },
        **more,
    )


class PlanForm(forms.Form):
    """The plan. Nothing of it is needed at once; what is needed to go live says so."""

    go_live_on = day_field(
        "When does it go live?",
        required=False,
        help_text="From this day on wards use the standard. Savings count from it too.",
    )
    fallback = words_field(
        "Which product is kept for exceptions?",
        rows=2,
        required=False,
        help_text="Also what wards use should the standard be stopped. Needed before "
        "it goes live.",
    )
    super_users = words_field(
        "Who helps colleagues on the wards?",
        rows=2,
        required=False,
        help_text="Such as: Sister Hughes, theatre 2. No patients’ names.",
    )
    stock_weeks = number_field(
        "How many weeks does the old stock last?", most=104, required=False
    )
    catalogue_reference = forms.CharField(
        label="Reference of the change of your catalogue",
        max_length=200,
        required=False,
    )
    old_lines_blocked = forms.BooleanField(
        label="The old products are blocked in our catalogue", required=False
    )
    told_everybody = forms.BooleanField(
        label="Everybody concerned has been told", required=False
    )
    review_on = day_field("When is it looked at again?", required=False)
    owner = forms.ModelChoiceField(
        label="Who looks after it?",
        queryset=Membership.objects.none(),
        empty_label=None,
        error_messages={
            "required": "Choose who looks after it.",
            "invalid_choice": "That person does not do this work here now. "
            "Choose another.",
        },
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        organisation: Organisation,
        member: Membership,
        today: date,
        adoption: Adoption | None = None,
    ) -> None:
        super().__init__(data, initial=_planned(adoption, member))
        owner: Any = self.fields["owner"]
        owner.queryset = _workers(organisation, on=today)
        owner.label_from_instance = lambda each: (
            f"{each.user}, {each.get_role_display().lower()}"
        )
        if adoption is not None and adoption.live_on:
            del self.fields["go_live_on"]

    @property
    def plan(self) -> dict[str, Any]:
        return {k: v for k, v in self.cleaned_data.items() if k != "owner"}


def _planned(adoption: Adoption | None, member: Membership) -> dict[str, Any]:
    if adoption is None:
        return {"owner": member.pk}
    names = (
        *("go_live_on", "fallback", "super_users", "stock_weeks"),
        *("catalogue_reference", "review_on"),
    )
    return {
        **{name: getattr(adoption, name) for name in names},
        "old_lines_blocked": adoption.old_lines_blocked_at is not None,
        "told_everybody": adoption.told_everybody_at is not None,
        "owner": adoption.owner_id,
    }


def _workers(organisation: Organisation, *, on: date):
    """Who of a trust may work on adoptions, by name."""
    roles = [role for role in Role if allows(role, Permission.ADOPTIONS_WORK)]
    there = Membership.objects.active(on=on).filter(
        organisation=organisation, role__in=roles, user__is_active=True
    )
    return there.select_related("user").order_by("user__full_name", "pk")


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
        self, data: QueryDict | None, *, training: Training | None = None
    ) -> None:
        names = ("group", "people", "trained", "due_on")
        said = {name: getattr(training, name) for name in names} if training else {}
        super().__init__(data, initial=said)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
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
        help_text="12 months from now at most. On that day the adoption is planned "
        "again.",
    )
    because: WordsField = words_field(
        "Why do patients here need something else?",
        rows=4,
        help_text="The clinical reason. Everybody of the specification reads it. "
        "Nothing that could tell who a patient is.",
        error_messages={"required": "Say why patients here need something else."},
    )
