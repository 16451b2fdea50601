"""What trusts spent and how much of it can be compared, by the spend kept by day."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, Max, Sum

from catalogue.spend.models import SpendDay
from catalogue.spend.summaries import is_stale
from procurement.gaps.omissions import DAYS
from trusts.models import Membership, Organisation


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a trust spent in 12 months and, of that, what no price could be made of;
    pounds ex VAT."""

    code: str
    name: str
    spent: Decimal
    value: Decimal

    @property
    def share(self) -> Decimal | None:
        """Of what was spent, from 0 to 1; None where returns outweigh orders."""
        return self.value / self.spent if self.spent > 0 else None


@dataclass(frozen=True, slots=True)
class Stale:
    """A trust whose newest order line is `age` days old; None where it has none."""

    organisation: Organisation
    newest: date | None
    age: int | None


def left_out_by_trust(member: Membership, *, on: date) -> list[LeftOut]:
    """Each trust of the member with something left out in the 12 months to a day, most
    first: the same money as on the page of what is left out."""
    rows = (
        SpendDay.objects.visible_to(member)
        .filter(day__gt=on - timedelta(days=DAYS), day__lte=on)
        .values("organisation__code", "organisation__name")
        .annotate(
            spent=Sum("net_value"), value=Sum(F("net_value") - F("comparable_value"))
        )
        .exclude(value=0)
        .order_by("-value", "organisation__code")
    )
    return [
        LeftOut(
            row["organisation__code"],
            row["organisation__name"],
            row["spent"],
            row["value"],
        )
        for row in rows
    ]


def newest_line(member: Membership) -> date | None:
    """The day of the newest order line that the member may see."""
    days = SpendDay.objects.visible_to(member)
    return days.aggregate(newest=Max("day"))["newest"]


def stale_trusts(member: Membership, *, on: date) -> list[Stale]:
    """Of the buying trusts open on the day, those without a line of the last 45 days;
    those that never gave one first."""
    newest = dict(
        SpendDay.objects.visible_to(member)
        .values_list("organisation")
        .annotate(newest=Max("day"))
        .order_by()
    )
    stale = [
        Stale(each, day, (on - day).days if day else None)
        for each in Organisation.objects.visible_to(member).buying().open_on(on)
        if (day := newest.get(each.pk)) is None or is_stale(day, on=on)
    ]
    return sorted(
        stale, key=lambda each: (each.newest or date.min, each.organisation.pk)
    )
