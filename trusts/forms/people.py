"""Forms of who looks after access: narrowing the list, giving and ending roles."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from trusts.models import Membership, Organisation
from trusts.roles import GIVEN_BY_ADMINISTRATORS, Role, why_not_held
from trusts.rules import organisations
from trusts.rules.days import FIRST_DAY, why_not_day

STANDINGS = {
    "": "Works now or will",
    "active": "Works today",
    "ending": "Ends within 30 days",
    "due": "To be confirmed",
    "ended": "Ended",
    "all": "All",
}


def day_field(
    label: str, *, first: date = organisations.FIRST_DAY, **more: Any
) -> forms.DateField:
    """A day: chosen from a calendar, or typed where a browser has none."""

    def check(day: date) -> None:
        if reason := why_not_day(day, today=timezone.localdate(), first=first):
            raise forms.ValidationError(reason)

    return forms.DateField(
        label=label,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": "Enter the day.",
            "invalid": "Enter a day, such as 4/10/2026.",
        },
        validators=[check],
        **more,
    )


def roles_given_by(member: Membership) -> list[Role]:
    """The roles the member may give at a place they look after."""
    kind = None if member.manages_everybody else member.organisation.kind
    return [
        role
        for role in Role
        if (member.role == Role.ADMINISTRATOR or role not in GIVEN_BY_ADMINISTRATORS)
        and (kind is None or not why_not_held(role, kind))
    ]


class PeopleFilters(forms.Form):
    """Every field may be left empty; a place can be chosen by who looks after all."""

    search = forms.CharField(
        label="Name or e-mail address",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="code",
        empty_label="All organisations",
    )
    role = forms.ChoiceField(required=False, choices=[("", "All roles"), *Role.choices])
    standing = forms.ChoiceField(
        label="Access", required=False, choices=STANDINGS.items()
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if member.manages_everybody:
            place = self.fields["organisation"]
            place.queryset = (  # type: ignore[attr-defined]
                Organisation.objects.visible_to(member).by_name()
            )
        else:
            del self.fields["organisation"]

    @property
    def is_narrowing(self) -> bool:
        return any(self.data.get(name) for name in self.fields)


class GivingForm(forms.Form):
    """A role at a place, from a day on and perhaps until one."""

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        to_field_name="code",
        empty_label="Choose one",
        error_messages={"required": "Choose the organisation."},
    )
    role = forms.TypedChoiceField(
        coerce=Role,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the role."},
    )
    starts_on = day_field("First day", first=FIRST_DAY)
    ends_on = day_field(
        "Last day",
        first=FIRST_DAY,
        required=False,
        help_text="Leave empty where no end is planned.",
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        role = self.fields["role"]
        role.choices = [  # type: ignore[attr-defined]
            (each.value, each.label) for each in roles_given_by(member)
        ]
        if member.manages_everybody:
            place = self.fields["organisation"]
            place.queryset = (  # type: ignore[attr-defined]
                Organisation.objects.visible_to(member).by_name()
            )
        else:
            del self.fields["organisation"]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if "organisation" not in self.fields:
            cleaned["organisation"] = self.member.organisation
        place, role = cleaned.get("organisation"), cleaned.get("role")
        if place and role and (reason := why_not_held(role, place.kind)):
            self.add_error("role", reason)
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day cannot be before the first.")
        return cleaned

    @property
    def described_roles(self) -> list[tuple[Any, str]]:
        """Each role to choose, with what it allows in a sentence."""
        return [
            (option, Role(option.data["value"]).description) for option in self["role"]
        ]


class EndForm(forms.Form):
    """The last day of a membership, or none."""

    ends_on = day_field(
        "Last day",
        first=FIRST_DAY,
        required=False,
        help_text="It still works that day. Leave empty where no end is planned.",
    )


class ChosenForm(forms.Form):
    """Some of the memberships on the page, and what becomes of them."""

    chosen = forms.ModelMultipleChoiceField(
        queryset=Membership.objects.none(),
        error_messages={
            "required": "Select at least one person.",
            "invalid_choice": "One of them was settled meanwhile. Look again.",
            "invalid_pk_value": "Select people of the list.",
        },
    )
    decision = forms.ChoiceField(
        choices=[("needed", "Still needed"), ("ask", "End"), ("end", "End at once")],
        error_messages={"required": "Say what becomes of them."},
    )
