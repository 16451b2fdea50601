"""What the list of months can be narrowed to, and which months finance has ticked."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from procurement.savings.actions import SeenMonth
from procurement.savings.month_reading import MonthState, PartMonth, read_key
from trusts.models import Membership, Organisation

S = MonthState
SHOWS: dict[str, tuple[str, tuple[str, ...]]] = {
    "open": ("To confirm, and lines missing", (S.WAITING, S.AGAIN, S.INCOMPLETE)),
    "waiting": ("Waits for finance", (S.WAITING,)),
    "again": ("Asks again", (S.AGAIN,)),
    "not-ready": ("Not ready", (S.INCOMPLETE, S.UNDER_WAY)),
    "confirmed": ("Confirmed", (S.CONFIRMED,)),
    "all": ("All months", tuple(S)),
}
MOST_MONTHS = 200  # confirmed at once


class MonthFilters(forms.Form):
    """Every field may be left empty; a trust can be chosen by who sees the region."""

    show = forms.ChoiceField(
        required=False, choices=[(key, label) for key, (label, _) in SHOWS.items()]
    )
    trust = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="code",
        empty_label="All trusts",
    )

    def __init__(self, data: Any, *, member: Membership) -> None:
        super().__init__(data, auto_id="%s")
        if member.sees_region:
            trusts = Organisation.objects.visible_to(member).buying().by_name()
            self.fields["trust"].queryset = trusts  # type: ignore[attr-defined]
        else:
            del self.fields["trust"]

    @property
    def states(self) -> tuple[str, ...]:
        return SHOWS[self._said("show") or "open"][1]

    @property
    def of_trust(self) -> Organisation | None:
        return self._said("trust")

    def _said(self, name: str) -> Any:
        return self.cleaned_data.get(name) if self.is_valid() else None


def ticked(keys: Iterable[str]) -> list[tuple[int, date]]:
    """The months that are named, each once; what is no month is left out."""
    read = (read_key(key) for text in keys for key in text.split())
    return list(dict.fromkeys(key for key in read if key))[:MOST_MONTHS]


def as_seen(month: PartMonth) -> str:
    """A month with its figures, as the form carries them."""
    now = month.now
    return f"{month.key}_{now.cash_releasing}_{now.cost_avoidance}"


def read_seen(texts: Iterable[str]) -> list[SeenMonth]:
    """The months with the figures that stood on the page. ValueError for any other
    text: nobody types it."""
    return [_read_seen(text) for text in list(texts)[:MOST_MONTHS]]


def _read_seen(text: str) -> SeenMonth:
    number, _, rest = text.partition("_")
    month, *figures = rest.split("_")
    key = read_key(f"{number}_{month}")
    try:
        cash, avoided = map(Decimal, figures)
    except InvalidOperation as error:
        raise ValueError(text[:80]) from error
    if key is None or not (cash.is_finite() and avoided.is_finite()):
        raise ValueError(text[:80])
    return SeenMonth(*key, cash, avoided)
