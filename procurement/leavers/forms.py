"""What is asked when all that is one person's goes to a colleague."""

from datetime import date
from typing import Any

from django import forms

from procurement.leavers.reading import colleagues
from procurement.worklist.forms import colleagues_field, note_field
from trusts.models import Membership


class HandOverForm(forms.Form):
    to = colleagues_field("To whom?")
    note = note_field(
        "Note", required=False, help_text="For them, and for the history."
    )

    def __init__(
        self, *args: Any, leaver: Membership, member: Membership, today: date
    ) -> None:
        super().__init__(*args)
        others = colleagues(member, apart_from=leaver, on=today)
        self.fields["to"].queryset = others  # type: ignore[attr-defined]
        if leaver.user_id != member.user_id:
            self.initial.setdefault("to", member.pk)
