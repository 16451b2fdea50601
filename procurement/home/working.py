"""My work: what of the gaps waits for somebody, and what became of those they watch."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Sum

from procurement.gaps.models import (
    ChangeKind,
    Gap,
    GapChange,
    GapStage,
    GapState,
    GapStep,
    GapWatch,
)
from procurement.gaps.summaries import Worth
from procurement.gaps.whose import SOON_DAYS, is_left_behind
from procurement.home.days import start_of
from trusts.models import Membership
from trusts.roles import Role

SHOWN = 5
BACK_DAYS = 30
_WAITING = ("mine", "overdue", "soon", "back", "review", "left")


@dataclass(frozen=True, slots=True)
class Watched:
    """A gap that somebody watches, and what became of it last."""

    gap: Gap
    what: str


@dataclass(frozen=True, slots=True)
class MyWork:
    """How many gaps wait for the member, each as the list narrowed so shows them.

    `worth` is of all the member's trust's that are listed, `new` of those found since.
    `back` are those found again from `back_since` on; `review` accepted ones whose day
    has come, the whole trust's for its lead; `left` those of people who left. `first`
    are the member's own, the most urgent first.
    """

    worth: Worth
    new: Worth
    mine: int
    overdue: int
    soon: int
    back: int
    back_since: date
    review: int
    review_is_of_trust: bool
    left: int
    first: list[Gap]
    watched: list[Watched]

    @property
    def is_there(self) -> bool:
        return bool(self.mine or self.review or self.left or self.watched)


def my_work(member: Membership, *, on: date, since: date) -> MyWork:
    """As at a day; of watched gaps what happened from `since` on."""
    gaps = Gap.objects.visible_to(member)
    sums = gaps.order_by().aggregate(**_sums(member, on=on, since=since))
    mine = gaps.filter(_waiting(member, on=on)).select_related("product")
    first = mine.order_by("due_on", "-gap_value", "-pk")
    return MyWork(
        worth=Worth(sums["gaps"], sums["value"] or Decimal(0)),
        new=Worth(sums["new"], sums["new_value"] or Decimal(0)),
        **{name: sums[name] for name in _WAITING},
        back_since=on - timedelta(days=BACK_DAYS),
        review_is_of_trust=member.role == Role.TRUST_LEAD,
        first=list(first[:SHOWN]) if sums["mine"] else [],
        watched=_watched(member, since=since) if sums["is_watching"] else [],
    )


def _sums(member: Membership, *, on: date, since: date) -> dict[str, Any]:
    """Everything that is counted, in one look at the trust's gaps: also those that
    are gone, which somebody may watch."""
    own, mine = Q(owner__user=member.user_id), _waiting(member, on=on)
    is_there = ~Q(state=GapState.GONE)
    listed = is_there & ~Q(stage=GapStage.ACCEPTED)
    new = listed & Q(found_on__gte=since)
    soon = Q(due_on__range=(on, on + timedelta(days=SOON_DAYS)))
    back_since = on - timedelta(days=BACK_DAYS)
    is_back = Q(state=GapState.FOUND_AGAIN, found_on__gte=back_since)
    reached = is_there & Q(stage=GapStage.ACCEPTED, review_on__lte=on)
    watches = GapWatch.objects.filter(gap=OuterRef("pk"), member__user=member.user_id)
    return {
        "gaps": Count("pk", filter=listed),
        "value": Sum("gap_value", filter=listed),
        "new": Count("pk", filter=new),
        "new_value": Sum("gap_value", filter=new),
        "mine": Count("pk", filter=mine),
        "overdue": Count("pk", filter=mine & Q(due_on__lt=on)),
        "soon": Count("pk", filter=mine & soon),
        "back": Count("pk", filter=mine & is_back),
        "review": Count(
            "pk", filter=reached if member.role == Role.TRUST_LEAD else reached & own
        ),
        "left": Count("pk", filter=listed & is_left_behind(on=on)),
        "is_watching": Count("pk", filter=Exists(watches)),
    }


def _waiting(member: Membership, *, on: date) -> Q:
    """The member's own that count and are not put off."""
    is_awake = Q(snoozed_until=None) | Q(snoozed_until__lte=on)
    is_mine = Q(owner__user=member.user_id)
    is_listed = ~Q(state=GapState.GONE) & ~Q(stage=GapStage.ACCEPTED)
    return is_mine & is_awake & is_listed


def _watched(member: Membership, *, since: date) -> list[Watched]:
    """What others did, or a comparison found, since a day; the newest of each gap."""
    watches = GapWatch.objects.filter(member__user=member.user_id)
    gaps = Gap.objects.visible_to(member).filter(pk__in=watches.values("gap"))
    steps = (
        GapStep.objects.visible_to(member)
        .filter(gap__in=gaps, at__gte=start_of(since))
        .exclude(by__user=member.user_id)
    )
    changes = GapChange.objects.filter(
        gap__in=gaps,
        refresh__refreshed_at__gte=start_of(since),
        kind__in=(ChangeKind.FOUND_AGAIN, ChangeKind.GONE),
    )
    newest: dict[int, Watched] = {}
    for change in changes.select_related("gap__product").order_by("pk"):
        newest[change.gap_id] = Watched(change.gap, change.get_kind_display())
    for step in steps.select_related("gap__product").order_by("pk"):
        newest[step.gap_id] = Watched(step.gap, step.get_what_display())
    return list(newest.values())[:SHOWN]
