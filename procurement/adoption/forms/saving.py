"""From which month a trust's part in the savings is to count."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from procurement.adoption.models import Adoption
from procurement.savings.forms.fields import month_field
from procurement.savings.years import month_of, months_after


class SavingsForm(forms.Form):
    """For trying again; the month of go-live is the first that can be chosen."""

    def __init__(
        self, data: QueryDict | None, *, adoption: Adoption, today: date
    ) -> None:
        next_month = months_after(month_of(today), 1)
        super().__init__(data, initial={"start_month": next_month.isoformat()})
        field: Any = month_field(
            "From which month do its savings count?",
            today=today,
            required=False,
            empty_value=None,
            help_text="A later one than its go-live where others count the months "
            "before.",
        )
        since = month_of(adoption.live_on or today).isoformat()
        field.choices = [each for each in field.choices if each[0] >= since]
        self.fields["start_month"] = field
