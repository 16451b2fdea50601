"""How forms that come with the sign-in library are put into our words."""

from django import forms

WHAT_IS_ASKED = (
    "At least 8 characters, no common password, and not like your name or address. "
    "Three random words are easy to remember."
)


def reword(
    field: forms.Field, *, label: str, hint: str = "", **errors: str
) -> forms.Field:
    """Give a field our label, hint and errors; a placeholder says nothing more."""
    field.label = label
    field.help_text = hint
    field.error_messages |= errors
    field.widget.attrs.pop("placeholder", None)
    return field


def reword_address(field: forms.Field, *, label: str, hint: str = "") -> None:
    """The same for an e-mail address."""
    reword(
        field,
        label=label,
        hint=hint,
        required="Enter your e-mail address.",
        invalid="Enter an e-mail address, such as name@example.org.",
    )


def reword_new_password(form: forms.Form) -> None:
    """The same for a new password that is typed twice."""
    reword(
        form.fields["password1"],
        label="New password",
        hint=WHAT_IS_ASKED,
        required="Enter a new password.",
    )
    reword(
        form.fields["password2"],
        label="The new password again",
        required="Enter the new password again.",
    )
