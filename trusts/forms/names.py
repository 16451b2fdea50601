"""The field in which a person's name is written."""

from typing import Any

from django import forms

from trusts.rules.names import why_not_name


class NameField(forms.CharField):
    """A person's name; blanks and line ends in it are one blank."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=150, **more)
        self.error_messages["max_length"] = "A name has at most 150 letters here."

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())

    def validate(self, value: str) -> None:
        super().validate(value)
        if reason := why_not_name(value):
            raise forms.ValidationError(reason)
