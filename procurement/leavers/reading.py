"""What is with whom, and what is with people who left."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from procurement.adoption.models import Adoption, AdoptionQuerySet
from procurement.asks.models import Ask
from procurement.asks.models.asks import ASKING_ROLES, AskQuerySet
from procurement.gaps.models import Gap, GapQuerySet, GapStage, GapState
from procurement.gaps.whose import left_behind
from procurement.savings.models import Participation, ParticipationQuerySet
from procurement.savings.part_figures import figures_of
from procurement.savings.years import FinancialYear
from trusts.models import Membership

_IS_AWAY = Q(state=GapState.GONE)


@dataclass(slots=True)
class Theirs:
    """What is somebody's: gaps that are there, `away` those gone for now, running parts
    in initiatives, unfinished letters, adoptions of standards in force. Values are
    pounds a year."""

    gaps: int = 0
    gap_value: Decimal = Decimal()
    away: int = 0
    parts: int = 0
    part_value: Decimal = Decimal()
    letters: int = 0
    adoptions: int = 0

    @property
    def is_there(self) -> bool:
        return bool(
            self.gaps or self.away or self.parts or self.letters or self.adoptions
        )


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who works here no more, and what is still theirs."""

    membership: Membership
    theirs: Theirs


def work_of(person: Membership, *, member: Membership, on: date) -> Theirs:
    """All that handing over gives to a colleague, of what the member may see."""
    gaps = Gap.objects.visible_to(member).exclude(stage=GapStage.REALISED)
    parts = Participation.objects.visible_to(member).running()
    letters = Ask.objects.visible_to(member).unfinished()
    found = _by_owner(
        gaps.filter(owner=person),
        parts.filter(owner=person),
        letters.filter(owner=person),
        Adoption.objects.visible_to(member).in_force().filter(owner=person),
        on=on,
    )
    return found[person.pk]


def leavers(member: Membership, *, on: date) -> list[Leaver]:
    """Of the trusts that the member sees, most value first. Who only has gaps that are
    gone for now is left out: nothing waits."""
    found = _by_owner(
        left_behind(Gap.objects.visible_to(member).present(), on=on),
        Participation.objects.visible_to(member).left_behind(on=on),
        Ask.objects.visible_to(member).left_behind(on=on),
        own_or_all(member).left_behind(on=on),
        on=on,
    )
    people = Membership.objects.filter(pk__in=found)
    several = [
        Leaver(each, found[each.pk])
        for each in people.select_related("user", "organisation")
    ]
    return sorted(several, key=_most_first)


def colleagues(
    member: Membership, *, apart_from: Membership, on: date
) -> QuerySet[Membership]:
    """Who of the member's organisation may take the work on, by name."""
    there = Membership.objects.visible_to(member).active(on=on)
    there = there.filter(organisation=member.organisation_id, role__in=ASKING_ROLES)
    return (
        there.exclude(pk=apart_from.pk)
        .select_related("user", "organisation")
        .order_by("user__full_name", "pk")
    )


def own_or_all(member: Membership) -> AdoptionQuerySet:
    """The trust's own adoptions, though others' can be read too."""
    seen = Adoption.objects.visible_to(member)
    if member.sees_region:
        return seen
    return seen.filter(organisation=member.organisation_id)


def _by_owner(
    gaps: GapQuerySet,
    parts: ParticipationQuerySet,
    letters: AskQuerySet,
    adoptions: AdoptionQuerySet,
    *,
    on: date,
) -> defaultdict[int, Theirs]:
    found: defaultdict[int, Theirs] = defaultdict(Theirs)
    sums = {
        "here": Count("pk", filter=~_IS_AWAY),
        "value": Sum("gap_value", filter=~_IS_AWAY, default=Decimal()),
        "away": Count("pk", filter=_IS_AWAY),
    }
    for owner, *of_gaps in gaps.order_by().values_list("owner").annotate(**sums):
        theirs = found[owner]
        theirs.gaps, theirs.gap_value, theirs.away = of_gaps
    owners = dict(parts.values_list("pk", "owner"))
    figures = figures_of(list(owners), year=FinancialYear.of(on), on=on)
    for part, owner in owners.items():
        found[owner].parts += 1
        found[owner].part_value += figures[part].full_cash + figures[part].full_avoided
    for owner in letters.values_list("owner", flat=True):
        found[owner].letters += 1
    for owner in adoptions.values_list("owner", flat=True):
        found[owner].adoptions += 1
    return found


def _most_first(leaver: Leaver) -> tuple[Decimal, int]:
    theirs = leaver.theirs
    return -(theirs.gap_value + theirs.part_value), leaver.membership.pk
