"""Forms of organisations: narrowing the list, adding one, and what can change."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from trusts.forms.people import day_field
from trusts.models import Organisation, Succession
from trusts.organisation_file import CODE, LONGEST_NAME, POSTCODE, read_postcode
from trusts.roles import Kind

STATES = {"open": "Open", "closed": "Closed", "later": "Not open yet", "all": "All"}


class OrganisationFilters(forms.Form):
    """Every field may be left empty: those open today."""

    search = forms.CharField(
        label="Name or code",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(required=False, choices=[("", "All"), *Kind.choices])
    on = day_field("As at", required=False)
    state = forms.ChoiceField(
        label="Show", required=False, choices=list(STATES.items())
    )

    def clean_state(self) -> str:
        return self.cleaned_data["state"] or "open"


class _Postcode(forms.CharField):
    def __init__(self, **more: Any) -> None:
        super().__init__(
            max_length=12,
            validators=[
                RegexValidator(
                    rf"^{POSTCODE.pattern}$", "Enter a postcode, such as M6 8HD."
                )
            ],
            widget=forms.TextInput(attrs={"class": "nhsuk-input--width-10"}),
            **more,
        )

    def to_python(self, value: Any) -> str:
        return read_postcode(super().to_python(value) or "")


class _Name(forms.CharField):
    def __init__(self, **more: Any) -> None:
        super().__init__(
            max_length=LONGEST_NAME,
            error_messages={"required": "Enter the name."},
            **more,
        )

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())


class _Code(forms.CharField):
    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").upper()


class OrganisationForm(forms.Form):
    """An organisation that is not on record yet."""

    code = _Code(
        max_length=10,
        help_text="The ODS code, such as RM3. It never changes.",
        validators=[
            RegexValidator(
                rf"^{CODE.pattern}$", "A code is 2 to 10 capital letters and digits."
            )
        ],
        error_messages={"required": "Enter the code."},
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-10"}),
    )
    name = _Name()
    kind = forms.ChoiceField(choices=Kind.choices)
    postcode = _Postcode(required=False, help_text="Of its headquarters.")
    opened_on = day_field("Opened on, if known", required=False)


class ChangeForm(forms.Form):
    """What can change of one organisation; its form knows which."""

    def __init__(self, *args: Any, organisation: Organisation, **more: Any) -> None:
        super().__init__(*args, **more)
        self.organisation = organisation


class NameForm(ChangeForm):
    name = _Name(label="New name")
    on = day_field("From which day, today or earlier")

    def clean_name(self) -> str:
        if self.cleaned_data["name"] == self.organisation.name:
            raise forms.ValidationError("That is what it is called already.")
        return self.cleaned_data["name"]


class PostcodeForm(ChangeForm):
    postcode = _Postcode(
        label="New postcode", error_messages={"required": "Enter the postcode."}
    )
    on = day_field("From which day, today or earlier")

    def clean_postcode(self) -> str:
        if self.cleaned_data["postcode"] == self.organisation.postcode:
            raise forms.ValidationError("That is its postcode already.")
        return self.cleaned_data["postcode"]


class CorrectionForm(ChangeForm):
    """What was recorded wrongly from the start."""

    name = _Name()
    kind = forms.ChoiceField(choices=Kind.choices)
    postcode = _Postcode(required=False)
    opened_on = day_field("Opened on, if known", required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in self.fields:
            self.initial[name] = getattr(self.organisation, name)

    def clean(self) -> dict[str, Any]:
        same = all(
            self.cleaned_data.get(name) == getattr(self.organisation, name)
            for name in self.fields
        )
        if same and not self.errors:
            raise forms.ValidationError("Nothing is different from what is on record.")
        return self.cleaned_data


class _EndsAccess(ChangeForm):
    # How many people's access is to end with the closing; asked on the second page.
    end_access_of = forms.IntegerField(
        required=False, min_value=0, widget=forms.HiddenInput
    )


class SuccessionForm(_EndsAccess):
    kind = forms.ChoiceField(
        label="What happened",
        widget=forms.RadioSelect,
        choices=[
            (Succession.Kind.MERGED, "It merged into another, and closes"),
            (Succession.Kind.ACQUIRED, "It was acquired by another, and closes"),
            (Succession.Kind.SPLIT, "A part of it went to another, and it stays open"),
        ],
        error_messages={"required": "Say what happened."},
    )
    successor = forms.ModelChoiceField(
        label="The other organisation",
        queryset=Organisation.objects.none(),
        to_field_name="code",
        error_messages={"required": "Choose the other organisation."},
    )
    on = day_field("From which day")
    note = forms.CharField(
        required=False,
        max_length=1000,
        help_text="What others should know, such as which hospitals moved.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        others = Organisation.objects.exclude(pk=self.organisation.pk)
        self.fields["successor"].queryset = others.by_name()  # type: ignore[attr-defined]


class ClosingForm(_EndsAccess):
    on = day_field("First day on which it is closed")


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label="Why was it wrong?",
        max_length=500,
        help_text="The record keeps this with your name.",
        error_messages={"required": "Say why it was wrong."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
