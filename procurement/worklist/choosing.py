"""Which gaps somebody means to do something about: those ticked, or all that match."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import QueryDict
from django.urls import reverse

from procurement.gaps import summaries
from procurement.gaps.forms import GapFilters
from procurement.gaps.models import Gap, GapQuerySet
from procurement.gaps.narrowing import narrow
from trusts.models import Membership

SHOWN = 10
MOST_TICKED = 500  # far more than a page of the list has
_NOT_FILTERS = ("gap", "all", "one")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Gaps of the member's own trust, worth `value` pounds a year; `back` is the page
    that they were chosen on. `is_all` are all that match filters, now."""

    gaps: GapQuerySet
    count: int
    value: Decimal
    first: list[Gap]
    is_all: bool
    back: str

    @property
    def left(self) -> int:
        """How many there are beyond the first."""
        return self.count - len(self.first)

    @property
    def one(self) -> Gap | None:
        return self.first[0] if self.count == 1 else None


def chosen_by(query: QueryDict, *, member: Membership, today: date) -> Chosen:
    """By the address: `gap` numbers, or `all` with the filters of the list."""
    own = Gap.objects.visible_to(member).filter(organisation=member.organisation_id)
    is_all = query.get("all") == "yes"
    gaps = (
        _matching(own, query, member=member, today=today)
        if is_all
        else own.filter(pk__in=_numbers(query.getlist("gap")))
    )
    worth = summaries.worth(gaps)
    first = gaps.order_by("-gap_value", "-pk").select_related("product", "owner__user")
    return Chosen(
        gaps=gaps,
        count=worth.gaps,
        value=worth.value,
        first=list(first[:SHOWN]),
        is_all=is_all,
        back=_back(query),
    )


def _matching(
    gaps: GapQuerySet, query: Mapping[str, str], *, member: Membership, today: date
) -> GapQuerySet:
    filters = GapFilters(query, member=member, today=today)
    if not filters.is_valid():
        return gaps.none()
    return narrow(gaps, filters.cleaned_data, member=member)


def _numbers(texts: list[str]) -> list[int]:
    plain = [text for text in texts if text.isascii() and text.isdigit()]
    return [int(text) for text in plain[:MOST_TICKED] if len(text) < 19]


def _back(query: QueryDict) -> str:
    """The list with its filters, or the gap's own page where that was left."""
    numbers = _numbers(query.getlist("gap"))
    if query.get("one") == "yes" and numbers:
        return reverse("gap_detail", args=[numbers[0]])
    kept = query.copy()
    for name in _NOT_FILTERS:
        kept.pop(name, None)
    return reverse("gap_list") + (f"?{kept.urlencode()}" if kept else "")
