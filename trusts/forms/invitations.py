"""The form that invites somebody, and the one with which they accept."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from trusts.forms.names import NameField
from trusts.forms.people import GivingForm
from trusts.forms.wording import WHAT_IS_ASKED
from trusts.models import User


class InvitationForm(GivingForm):
    """Who is invited, to which role, where and for how long."""

    full_name = NameField(
        label="Full name",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter their full name."},
    )
    email = forms.EmailField(
        label="Work e-mail address",
        help_text="The link goes there. Check it: whoever reads that mail gets in.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Enter their e-mail address.",
            "invalid": "Enter an e-mail address, such as name@example.org.",
        },
    )
    field_order = ("full_name", "email", "organisation", "role", "starts_on", "ends_on")

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if not email.isascii():
            raise forms.ValidationError(
                "Write the address in plain letters, a to z: it has others, which may "
                "look the same."
            )
        return email.lower()


class AcceptForm(forms.Form):
    """What somebody new adds to their invitation: how they are called, a password."""

    full_name = NameField(
        label="Your full name",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your full name."},
    )
    password = forms.CharField(
        label="Choose a password",
        strip=False,
        max_length=128,
        help_text=WHAT_IS_ASKED,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choose a password."},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        name = self.cleaned_data.get("full_name", "")
        try:
            validate_password(password, User(email=self.email, full_name=name))
        except ValidationError as error:
            raise forms.ValidationError(error.messages) from error
        return password
