"""Who is to be told of what happened to an adoption, or of a day that comes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from procurement.adoption import rules
from procurement.adoption.models import (
    EXEMPTION_IS_OVER,
    GOES_ON,
    ON_THE_WAY,
    Adoption,
    AdoptionNotice,
    AdoptionState,
    AdoptionStep,
    NoticeKind,
)
from procurement.signoff.reminding import is_quiet
from procurement.specifications.models import VersionState, VersionStep
from trusts.models import Membership
from trusts.roles import Role
from trusts.working_days import working_day_after

# For so long a mail that was not taken is tried again.
TOLD_WITHIN = timedelta(days=7)
# So many days before the day that a plan names: the nearer first.
COMING = ((NoticeKind.GO_LIVE_3, 3), (NoticeKind.GO_LIVE_14, 14))
EXEMPTION_DAYS = 30
_AHEAD = timedelta(days=EXEMPTION_DAYS + 14)  # also where holidays lie between
STOPPED = (VersionState.SUSPENDED, VersionState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Due:
    """A mail that is to go: the day that it is about, and what its author said."""

    adoption: Adoption
    member: Membership
    kind: NoticeKind
    day: date
    note: str = ""


def due_notices(*, at: datetime) -> list[Due]:
    """Those that nobody was sent yet. That a standard is stopped goes at once, all
    else on a working day."""
    found = list(_stopped(at))
    if not is_quiet(at):
        on = timezone.localdate(at)
        found += [*_over(at), *_going_live(on), *_ending(on)]
    told = set(
        AdoptionNotice.objects.filter(
            adoption__in={each.adoption.pk for each in found}
        ).values_list("adoption", "member", "kind", "due_on")
    )
    return [
        each
        for each in found
        if (each.adoption.pk, each.member.pk, each.kind, each.day) not in told
    ]


def _stopped(at: datetime) -> Iterator[Due]:
    """Where trusts buy by a version that is suspended or withdrawn."""
    steps = VersionStep.objects.filter(
        state__in=STOPPED, at__gt=at - TOLD_WITHIN
    ).order_by("-at", "-pk")
    for step in steps.select_related("version"):
        if step.version.state == step.state:
            live = Adoption.objects.running().filter(version=step.version)
            day = timezone.localdate(step.at)
            for each in _with_names(live):
                for member in _whom(each, on=timezone.localdate(at)):
                    yield Due(each, member, NoticeKind.STOPPED, day, step.note)


def _over(at: datetime) -> Iterator[Due]:
    steps = AdoptionStep.objects.filter(
        state=AdoptionState.PLANNED,
        note=EXEMPTION_IS_OVER,
        by=None,
        at__gt=at - TOLD_WITHIN,
    )
    since = {
        each.adoption_id: timezone.localdate(each.at) for each in steps.order_by("at")
    }
    for each in _with_names(Adoption.objects.filter(pk__in=since)):
        for member in _whom(each, on=timezone.localdate(at)):
            yield Due(each, member, NoticeKind.EXEMPTION_OVER, since[each.pk])


def _going_live(on: date) -> Iterator[Due]:
    """Two weeks before the day of the plan, and a few days."""
    planned = Adoption.objects.filter(
        state__in=ON_THE_WAY,
        version__state__in=GOES_ON,
        go_live_on__range=(on, on + _AHEAD),
    )
    for each in _with_names(planned):
        day = each.go_live_on
        kind = next((kind for kind, days in COMING if _is_time(day, days, on=on)), None)
        if kind is not None and not rules.why_out(each, on=on):
            for member in _whom(each, on=on):
                yield Due(each, member, kind, day)


def _ending(on: date) -> Iterator[Due]:
    """A month before an exemption ends; of one that was given for less, nothing."""
    exempt = Adoption.objects.filter(
        state=AdoptionState.EXEMPT,
        version__state__in=GOES_ON,
        exempt_until__range=(on + timedelta(days=1), on + _AHEAD),
    )
    for each in _with_names(exempt):
        day = each.exempt_until
        given_on = timezone.localdate(each.moved_at)
        is_short = given_on > day - timedelta(days=EXEMPTION_DAYS)
        is_time = not is_short and _is_time(day, EXEMPTION_DAYS, on=on)
        if is_time and not rules.why_out(each, on=on):
            for member in _whom(each, on=on):
                yield Due(each, member, NoticeKind.EXEMPTION_ENDS, day)


def _is_time(day: date, before: int, *, on: date) -> bool:
    """Whether it is so many days before, or the last working day on which it can be
    said in time."""
    return working_day_after(on, 1) > day - timedelta(days=before)


def _with_names(rows):
    return rows.select_related(
        "version__specification", "organisation", "owner__user"
    ).order_by("pk")


def _whom(adoption: Adoption, *, on: date) -> list[Membership]:
    """Who looks after it; where they left, the leads of the trust."""
    if adoption.owner.is_active(on=on):
        return [adoption.owner]
    leads = Membership.objects.filter(
        role=Role.TRUST_LEAD, organisation=adoption.organisation
    ).active(on=on)
    return list(leads.select_related("user").order_by("pk"))
