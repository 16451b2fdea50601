"""What the lists can be narrowed to, as it stands in the address."""

from typing import Any

from django import forms

from trusts.models import Membership, Organisation


class AskFilters(forms.Form):
    """Every field may be left empty: letters that are not answered yet."""

    supplier = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    show = forms.ChoiceField(
        required=False,
        choices=[
            ("", "All but discarded"),
            ("draft", "Drafts"),
            ("waiting", "Waiting for a reply"),
            ("overdue", "Reply overdue"),
            ("answered", "Answered"),
        ],
    )


class AgreedFilters(forms.Form):
    """Every field may be left empty: every agreed price that nobody took back."""

    supplier = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    show = forms.ChoiceField(
        required=False,
        choices=[
            ("", "All"),
            ("above", "Not kept"),
            ("kept", "Kept"),
            ("quiet", "No orders yet"),
            ("ending", "Running out within 90 days"),
            ("over", "Over"),
        ],
    )
    trust = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="code",
        empty_label="All trusts",
    )

    def __init__(self, *args: Any, member: Membership, **more: Any) -> None:
        super().__init__(*args, **more)
        if member.sees_region:
            trusts = Organisation.objects.visible_to(member).buying().by_name()
            self.fields["trust"].queryset = trusts  # type: ignore[attr-defined]
        else:
            del self.fields["trust"]
