"""What the record can be narrowed to."""

from typing import Any

from django import forms

from trusts.forms.people import day_field
from trusts.models import Membership, Organisation
from trusts.record_words import action_in_words


class RecordFilters(forms.Form):
    """Every field may be left empty; a place can be chosen by who sees them all."""

    search = forms.CharField(
        label="Who, or what",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    action = forms.ChoiceField(label="What was done", required=False)
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="code",
        empty_label="All organisations",
    )
    from_day = day_field("From", required=False)
    until_day = day_field("Until", required=False)

    def __init__(
        self, *args: Any, member: Membership, actions: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = sorted((action_in_words(each), each) for each in actions)
        self.fields["action"].choices = [  # type: ignore[attr-defined]
            ("", "Anything"),
            *((action, words) for words, action in named),
        ]
        if member.sees_region:
            place = self.fields["organisation"]
            place.queryset = (  # type: ignore[attr-defined]
                Organisation.objects.visible_to(member).by_name()
            )
        else:
            del self.fields["organisation"]

    def clean(self) -> dict[str, Any]:
        first = self.cleaned_data.get("from_day")
        last = self.cleaned_data.get("until_day")
        if first and last and last < first:
            self.add_error("until_day", "The last day cannot be before the first.")
        return self.cleaned_data

    @property
    def is_narrowing(self) -> bool:
        return any(self.data.get(name) for name in self.fields)
