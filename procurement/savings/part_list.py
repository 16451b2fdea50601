"""What the list of initiatives shows: each trust's part in each, and its worth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils import timezone

from procurement.savings.forms import InitiativeFilters
from procurement.savings.models import Participation, ParticipationQuerySet
from procurement.savings.next_steps import next_step
from procurement.savings.part_figures import PartFigures, figures_of
from procurement.savings.years import FinancialYear
from trusts.models import Membership
from trusts.paging import Order, page_of, read_moment
from trusts.permissions import Permission

# What has waited longest is read first where somebody asks for what waits.
NEWEST_STEP = Order("moved_at", True, read_moment)
OLDEST_STEP = Order("moved_at", False, read_moment)


@dataclass(frozen=True, slots=True)
class PartRow:
    """A trust's part, its figures, and how many trusts take part with it."""

    part: Participation
    figures: PartFigures
    others: int

    @property
    def next_step(self) -> str:
        return next_step(self.part)


def narrow(
    parts: ParticipationQuerySet,
    asked: Mapping[str, Any],
    *,
    member: Membership,
    at: datetime,
) -> ParticipationQuerySet:
    """The parts that meet every cleaned field of the filters."""
    if not asked["stage"]:
        parts = parts.running()
    elif asked["stage"] != "all":
        parts = parts.filter(stage=asked["stage"])
    if asked["kind"]:
        parts = parts.filter(initiative__kind=asked["kind"])
    if asked["whose"] == "mine":
        parts = parts.filter(owner__user=member.user_id)
    elif asked["whose"] == "nobodys":
        parts = parts.nobodys(on=timezone.localdate(at))
    if asked.get("trust"):
        parts = parts.filter(organisation=asked["trust"])
    if asked["waits"] == "finance":
        parts = parts.waiting_for_finance()
    elif asked["waits"] == "sent_back":
        parts = parts.sent_back()
    elif asked["waits"] == "stuck":
        parts = parts.stuck(at=at)
    return parts.with_owners(on=timezone.localdate(at))


def order_of(asked: Mapping[str, Any]) -> Order:
    return OLDEST_STEP if asked["waits"] else NEWEST_STEP


def initiative_list(
    filters: InitiativeFilters,
    query: Mapping[str, str],
    *,
    member: Membership,
    at: datetime,
) -> dict[str, Any]:
    seen = Participation.objects.visible_to(member)
    year = FinancialYear.of(timezone.localdate(at))
    context = {
        "filters": filters,
        "sees_region": member.sees_region,
        "may_start": member.may(Permission.INITIATIVES_START),
        "year": year,
    }
    if not filters.is_valid():
        return context | {"page": None}
    asked = filters.cleaned_data
    page = page_of(
        narrow(seen, asked, member=member, at=at),
        order_of(asked),
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    return context | {
        "page": page,
        "rows": with_figures(page.rows, at=at),
        "has_any": bool(page.rows) or seen.exists(),
    }


def with_figures(parts: Iterable[Participation], *, at: datetime) -> list[PartRow]:
    """The parts as rows, with two statements for all their figures."""
    several, on = list(parts), timezone.localdate(at)
    figures = figures_of(
        [each.pk for each in several], year=FinancialYear.of(on), on=on
    )
    # How many trusts take part is no figure of theirs.
    trusts = dict(
        Participation.objects.filter(
            initiative__in={each.initiative_id for each in several}
        )
        .values_list("initiative")
        .annotate(trusts=Count("organisation", distinct=True))
        .order_by()
    )
    return [
        PartRow(each, figures[each.pk], trusts[each.initiative_id] - 1)
        for each in several
    ]
