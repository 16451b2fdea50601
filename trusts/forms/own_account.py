"""The form by which people change what stands on their own account."""

from django import forms


class OwnName(forms.Form):
    """How one's name is written."""

    full_name = forms.CharField(
        label="Your name",
        help_text="As colleagues at other organisations know you.",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": "Enter your name.",
            "max_length": "A name has at most 150 letters here.",
        },
    )
