"""Who is to hear that the record is not in order, who has, and whom no mail reaches."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from trusts.models import Membership, RecordAlarm, RecordCheck
from trusts.permissions import Permission, allows
from trusts.roles import Role

# For so long a mail that was not taken is tried again.
TOLD_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Due:
    """A mail that is to go."""

    check: RecordCheck
    member: Membership


@dataclass(slots=True)
class Told:
    """Of one check: whom a mail reached, whom the mail server refused for good, and who
    waits for it to take the mail."""

    reached: list[RecordAlarm] = field(default_factory=list)
    refused: list[RecordAlarm] = field(default_factory=list)
    waiting: list[Membership] = field(default_factory=list)


def due_alarms(*, at: datetime) -> list[Due]:
    """The mails that have not gone yet, one for each person and check."""
    lately = RecordCheck.objects.filter(checked_at__gt=at - TOLD_WITHIN)
    checks = list(lately.exclude(findings=[]).order_by("checked_at", "pk"))
    if not checks:
        return []
    told = set(
        RecordAlarm.objects.filter(about__in=checks).values_list(
            "about", "member__user"
        )
    )
    people = _watchers(on=timezone.localdate(at))
    return [
        Due(check, each)
        for check in checks
        for each in people
        if (check.pk, each.user_id) not in told
    ]


def told_of(checks: Collection[RecordCheck], *, at: datetime) -> dict[int, Told]:
    """Who was told of each of these checks that was not in order, by its number."""
    found = {each.pk: Told() for each in checks if not each.is_in_order}
    if not found:
        return found
    alarms = RecordAlarm.objects.filter(about__in=found).order_by("told_at", "pk")
    for alarm in alarms.select_related("member__user", "member__organisation"):
        of = found[alarm.about_id]
        (of.refused if alarm.failure else of.reached).append(alarm)
    for due in due_alarms(at=at):
        if due.check.pk in found:
            found[due.check.pk].waiting.append(due.member)
    return found


def _watchers(*, on: date) -> list[Membership]:
    """Who sees the checks, each person once under whatever role."""
    roles = [each for each in Role if allows(each, Permission.RECORD_CHECKS_VIEW)]
    members = Membership.objects.active(on=on).filter(
        role__in=roles, user__is_active=True
    )
    named = members.select_related("user", "organisation").order_by("-pk")
    people = {each.user_id: each for each in named}
    return sorted(people.values(), key=lambda each: (each.user.email, each.pk))
