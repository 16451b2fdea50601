"""Who does what in the demonstration, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from trusts.models import Membership

# The first trust in line, whose finance can be signed in as, and the last ones have
# not confirmed the last month yet.
LAST_LATE = 2


@dataclass(frozen=True, slots=True)
class Event:
    """Something done at a moment."""

    at: datetime
    do: Callable[[datetime], Any]


class People:
    """Who does what: by trust and role."""

    def __init__(self) -> None:
        members = Membership.objects.select_related("organisation", "user")
        self._by_place = {
            (each.organisation.code, each.role): each
            for each in members.order_by("-pk")
        }
        self._by_name = {str(each.user): each for each in members}

    def of(self, code: str, role: str) -> Membership:
        return self._by_place[code, role]

    def find(self, code: str, role: str) -> Membership | None:
        return self._by_place.get((code, role))

    def named(self, name: str) -> Membership:
        return self._by_name[name]

    def at_trusts(self, role: str) -> list[Membership]:
        return [each for (_, held), each in self._by_place.items() if held == role]

    @property
    def regional_lead(self) -> Membership:
        return self.at_trusts("regional_lead")[0]


def late_trusts(people: People) -> set[str]:
    finance = people.at_trusts("trust_finance")
    codes = sorted(each.organisation.code for each in finance)
    return {codes[0], *codes[-LAST_LATE:]}


def at_time(day: date, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
