"""Who is to be reminded of a decision, and when nobody is written to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from procurement.signoff.models import Reminder, ReminderKind, Round
from procurement.signoff.queries import undecided_seats
from procurement.specifications.models import (
    SeatKind,
    Specification,
    Version,
    VersionState,
)
from trusts.models import Membership
from trusts.roles import Role
from trusts.working_days import is_working_day, working_day_after

DAYS_BEFORE = 3  # working days
FIRST_HOUR, LAST_HOUR = 7, 20  # of a working day in London, in which mails go
_AHEAD = timedelta(days=14)  # three working days are never more

K = ReminderKind


@dataclass(frozen=True, slots=True)
class Due:
    """A mail that is to go; `due_on` is the day it is about."""

    version: Version
    member: Membership
    kind: ReminderKind
    due_on: date


def is_quiet(at: datetime) -> bool:
    """Whether it is night, a weekend or a bank holiday in London."""
    local = timezone.localtime(at)
    if not is_working_day(local.date()):
        return True
    return not FIRST_HOUR <= local.hour < LAST_HOUR


def due_reminders(*, at: datetime) -> list[Due]:
    """The mails that have not gone yet, each once."""
    found = {
        (each.version.pk, each.member.pk, each.kind, each.due_on): each
        for each in (*_of_rounds(at), *_of_reviews(at))
    }
    told = set(
        Reminder.objects.filter(version__in={key[0] for key in found}).values_list(
            "version", "member", "kind", "due_on"
        )
    )
    return [each for key, each in found.items() if key not in told]


def to_review(*, on: date) -> list[Version]:
    """Adopted versions whose review date has come, and that were not looked at since:
    what was said to stand stays."""
    found = Version.objects.filter(state=VersionState.ADOPTED, review_on__lte=on)
    return [
        each
        for each in found.select_related("specification__chair").order_by("pk")
        if each.review_on and not _was_reviewed(each, since=each.review_on)
    ]


def _was_reviewed(version: Version, *, since: date) -> bool:
    """Put under review, or said to stand after a review that had begun before."""
    return version.steps.filter(
        state__in=(VersionState.UNDER_REVIEW, VersionState.ADOPTED),
        at__date__gte=since,
    ).exists()


def _of_rounds(at: datetime) -> Iterator[Due]:
    soon = Round.objects.open().filter(deadline_at__lte=at + _AHEAD)
    for round_ in soon.select_related("version__specification__chair__user"):
        on = timezone.localdate(at)
        last = timezone.localdate(round_.deadline_at)
        if round_.is_late(at=at):
            yield from _late(round_, last, on=on)
        elif on == last:
            yield from _undecided(round_, K.TODAY, last, on=on)
        elif working_day_after(on, DAYS_BEFORE) >= last:
            yield from _undecided(round_, K.SOON, last, on=on)


def _undecided(
    round_: Round, kind: ReminderKind, last: date, *, on: date
) -> Iterator[Due]:
    for seat in undecided_seats(round_).select_related("membership__user"):
        if is_at_work(seat.membership, on=on):
            yield Due(round_.version, seat.membership, kind, last)


def _late(round_: Round, last: date, *, on: date) -> Iterator[Due]:
    """The chair, and for each trust that has not answered its clinical lead, or where
    nobody works in that seat its trust leads."""
    missing = undecided_seats(round_).values_list("organisation", flat=True)
    trusts = set(missing.exclude(kind=SeatKind.CHAIR))
    specification = round_.version.specification
    for member in _chair_or_region(specification, on=on):
        yield Due(round_.version, member, K.LATE, last)
    leads = specification.seats.held().filter(
        kind=SeatKind.CLINICAL_LEAD, organisation__in=trusts
    )
    for seat in leads.select_related("membership__user"):
        if is_at_work(seat.membership, on=on):
            trusts.discard(seat.organisation_id)
            yield Due(round_.version, seat.membership, K.LATE, last)
    for member in _trust_leads(trusts, on=on):
        yield Due(round_.version, member, K.LATE, last)


def _of_reviews(at: datetime) -> Iterator[Due]:
    """Everybody of a version that its review date put under review."""
    on = timezone.localdate(at)
    found = Version.objects.filter(
        state=VersionState.UNDER_REVIEW, review_on__lte=on
    ).select_related("specification__chair__user")
    for version in found:
        for member in everybody(version.specification, on=on):
            yield Due(version, member, K.REVIEW, version.review_on or on)


def everybody(specification: Specification, *, on: date) -> Iterator[Membership]:
    """The chair, who has a seat, and the leads of the trusts that take part."""
    yield from _chair_or_region(specification, on=on)
    seats = specification.seats.held().select_related(
        "membership__user", "membership__organisation"
    )
    for seat in seats:
        if is_at_work(seat.membership, on=on):
            yield seat.membership
    taking_part = specification.participating.filter(left_at=None)
    yield from _trust_leads(
        set(taking_part.values_list("organisation", flat=True)), on=on
    )


def is_at_work(member: Membership, *, on: date) -> bool:
    """Whether somebody holds the role on a day, and can sign in."""
    return member.is_active(on=on) and member.user.is_active


def _chair_or_region(specification: Specification, *, on: date) -> list[Membership]:
    """Its chair; where that person works here no more, who names another."""
    chair = specification.chair
    return [chair] if is_at_work(chair, on=on) else _leads(Role.REGIONAL_LEAD, on=on)


def _trust_leads(trusts: set[int], *, on: date) -> list[Membership]:
    return _leads(Role.TRUST_LEAD, on=on, organisation__in=trusts)


def _leads(role: Role, *, on: date, **where: Any) -> list[Membership]:
    leads = Membership.objects.filter(role=role, user__is_active=True, **where)
    return list(
        leads.active(on=on).select_related("user", "organisation").order_by("pk")
    )
