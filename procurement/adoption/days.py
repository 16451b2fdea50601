"""Which days a plan may name."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from procurement.specifications.models import Version, VersionState
from trusts.successions import day_in_words

LONGEST_AHEAD = timedelta(days=3 * 366)
LONGEST_BACK = timedelta(days=366)
DAYS = {
    "go_live_on": "It cannot go live",
    "review_on": "It cannot be looked at again",
    "due_on": "Training cannot be due",
}


def why_not_days(version: Version, said: Mapping[str, Any], *, on: date) -> str:
    """Why the days that a plan, or a group's training, names cannot be meant."""
    for name, what in DAYS.items():
        day = said.get(name)
        if day is None:
            continue
        first, last = bounds_of(version, name, on=on)
        if not first <= day <= last:
            return (
                f"{what} on {day_in_words(day)}: enter a day from "
                f"{day_in_words(first)} to {day_in_words(last)}."
            )
    return ""


def bounds_of(version: Version, name: str, *, on: date) -> tuple[date, date]:
    """The first and the last day that can be meant."""
    first, last = on - LONGEST_BACK, on + LONGEST_AHEAD
    if name == "go_live_on":
        first = max(first, _adopted_on(version) or first)
    return first, last


def _adopted_on(version: Version) -> date | None:
    """The day on which trusts could first go over to it."""
    steps = version.steps.filter(state=VersionState.ADOPTED).order_by("at", "pk")
    at = steps.values_list("at", flat=True).first()
    return timezone.localdate(at) if at else None
