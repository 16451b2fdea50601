"""The form that chooses where one works."""

from typing import Any

from django import forms

from trusts.models import Membership


class MembershipChoice(forms.Form):
    """One of the memberships that are active today."""

    membership = forms.TypedChoiceField(
        label="Which do you want to work in?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select where you want to work.",
            "invalid_choice": "Select one of the places listed.",
        },
    )

    def __init__(
        self, *args: Any, memberships: list[Membership], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        by_number = {str(each.pk): each for each in memberships}
        field = self.fields["membership"]
        field.coerce = by_number.__getitem__  # type: ignore[attr-defined]
        field.choices = [  # type: ignore[attr-defined]
            (number, f"{each.organisation}, {each.get_role_display().lower()}")
            for number, each in by_number.items()
        ]
