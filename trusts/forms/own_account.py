"""The form by which people change what stands on their own account."""

from django import forms

from trusts.forms.names import NameField


class OwnName(forms.Form):
    """How one's name is written."""

    full_name = NameField(
        label="Your name",
        help_text="As colleagues at other organisations know you.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your name."},
    )
