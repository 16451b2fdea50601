"""What a list of gaps can be narrowed to by the work on them."""

from datetime import date
from typing import Any

from django import forms

from procurement.gaps import whose
from procurement.gaps.models import GapStage
from trusts.models import Membership

_STAGES = (GapStage.ASSIGNED, GapStage.IN_TALKS, GapStage.AGREED)


class WorkFilters(forms.Form):
    """Stage, owner, day. Every field may be left empty."""

    stage = forms.ChoiceField(
        label="Work",
        required=False,
        choices=[
            ("", "Any, but not accepted"),
            (whose.UNTOUCHED, "Not taken up yet"),
            *((stage.value, stage.label) for stage in _STAGES),
            (whose.ACCEPTED, "Accepted with a reason"),
        ],
    )
    owner = forms.ChoiceField(label="Whose", required=False)
    due = forms.ChoiceField(
        label="Due",
        required=False,
        choices=[
            ("", "Any time"),
            ("overdue", "Overdue"),
            ("soon", "In the next 7 days"),
            ("dated", "With a day"),
            ("undated", "Without a day"),
            (whose.REVIEW, "Accepted, and to be looked at again"),
        ],
    )
    snoozed = forms.ChoiceField(
        label="Put off",
        required=False,
        choices=[("", "Either"), ("no", "Not put off"), ("yes", "Put off")],
    )

    def __init__(
        self, *args: Any, member: Membership, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", "Anybody’s"),
            *([] if member.sees_region else [(whose.MINE, "Mine")]),
            (whose.NOBODYS, "Nobody’s"),
            (whose.LEFT, "Of somebody who left"),
            (whose.WATCHED, "Watched by me"),
            *_colleagues(member, today),
        ]

    @property
    def asked_for(self) -> list[tuple[str, str]]:
        """What is asked for as it stands in the address, the order apart."""
        apart = ("sort", "order")
        return [
            (name, self.data[name])
            for name in self.fields
            if name not in apart and self.data.get(name)
        ]


def _colleagues(member: Membership, today: date) -> list[tuple[str, str]]:
    """Each colleague once; of the region, whose people are many, nobody by name."""
    if member.sees_region:
        return []
    names = {
        str(each.user_id): str(each.user) for each in whose.workers(member, on=today)
    }
    names.pop(str(member.user_id), None)
    return list(names.items())
