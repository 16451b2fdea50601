"""Who is to be told of what happened to an adoption."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from procurement.adoption.models import (
    EXEMPTION_IS_OVER,
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

# For so long a mail that was not taken is tried again.
TOLD_WITHIN = timedelta(days=7)
STOPPED = (VersionState.SUSPENDED, VersionState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Due:
    """A mail that is to go: what happened when, and what its author said."""

    adoption: Adoption
    member: Membership
    kind: NoticeKind
    since: datetime
    note: str = ""


def due_notices(*, at: datetime) -> list[Due]:
    """Those that nobody was sent yet. That a standard is stopped goes at once, that an
    exemption is over on a working day."""
    found = [*_stopped(at), *(() if is_quiet(at) else _over(at))]
    told = set(
        AdoptionNotice.objects.filter(
            adoption__in={each.adoption.pk for each in found}
        ).values_list("adoption", "member", "kind", "due_on")
    )
    return [
        each
        for each in found
        if (each.adoption.pk, each.member.pk, each.kind, _day(each)) not in told
    ]


def _day(due: Due) -> date:
    return timezone.localdate(due.since)


def _stopped(at: datetime) -> Iterator[Due]:
    """Where trusts buy by a version that is suspended or withdrawn."""
    steps = VersionStep.objects.filter(
        state__in=STOPPED, at__gt=at - TOLD_WITHIN
    ).order_by("-at", "-pk")
    for step in steps.select_related("version"):
        if step.version.state == step.state:
            live = Adoption.objects.running().filter(version=step.version)
            for each in _with_names(live):
                for member in _whom(each, on=timezone.localdate(at)):
                    yield Due(each, member, NoticeKind.STOPPED, step.at, step.note)


def _over(at: datetime) -> Iterator[Due]:
    steps = AdoptionStep.objects.filter(
        state=AdoptionState.PLANNED,
        note=EXEMPTION_IS_OVER,
        by=None,
        at__gt=at - TOLD_WITHIN,
    )
    since = {each.adoption_id: each.at for each in steps.order_by("at")}
    for each in _with_names(Adoption.objects.filter(pk__in=since)):
        for member in _whom(each, on=timezone.localdate(at)):
            yield Due(each, member, NoticeKind.EXEMPTION_OVER, since[each.pk])


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
