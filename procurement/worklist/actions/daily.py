"""Whose a gap is, by when, what is said of it, and that it waits."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from procurement.gaps import rules
from procurement.gaps.models import Gap, GapStage, GapWatch, StepKind
from procurement.worklist.actions.acting import Gaps, Worked, own, work
from trusts.models import Membership
from trusts.rules import refuse

_ASSIGNED_IF_OPEN = Case(
    When(stage=GapStage.OPEN, then=Value(GapStage.ASSIGNED)), default=F("stage")
)


@transaction.atomic
def assign(
    gaps: Gaps,
    *,
    to: Membership,
    due_on: date | None = None,
    note: str = "",
    by: Membership,
    at: datetime,
) -> Worked:
    """Make them somebody's. Without `due_on` their due days stay. Raises Refused."""
    today = timezone.localdate(at)
    refuse(rules.why_not_work(by.organisation_id, by=by))
    refuse(rules.why_not_own(to, organisation_id=by.organisation_id, on=today))
    refuse(rules.why_not_due(due_on, today=today))
    changes: dict[str, Any] = {"owner": to, "stage": _ASSIGNED_IF_OPEN}
    if due_on:
        changes["due_on"] = due_on
    return work(
        gaps,
        StepKind.ASSIGNED,
        changes,
        why_not=own(rules.why_not_assign, by),
        note=note,
        by=by,
        at=at,
        to=to.user,
        due_on=due_on,
    )


@transaction.atomic
def add_note(gaps: Gaps, *, note: str, by: Membership, at: datetime) -> Worked:
    """Say something about them, for whoever works on them. Raises Refused."""
    refuse(rules.why_not_work(by.organisation_id, by=by))
    refuse("" if note.strip() else "Write the note.")
    why_not = own(lambda _gap: "", by)
    return work(gaps, StepKind.NOTED, {}, why_not=why_not, note=note, by=by, at=at)


@transaction.atomic
def snooze(
    gaps: Gaps,
    *,
    until: date,
    note: str = "",
    by: Membership,
    at: datetime,
) -> Worked:
    """Put them off until a day: still in the totals, not in what waits for anybody.
    Raises Refused."""
    refuse(rules.why_not_work(by.organisation_id, by=by))
    refuse(rules.why_not_until(until, today=timezone.localdate(at)))
    return work(
        gaps,
        StepKind.SNOOZED,
        {"snoozed_until": until},
        why_not=own(rules.why_not_snooze, by),
        note=note,
        by=by,
        at=at,
        until=until,
    )


@transaction.atomic
def wake(gaps: Gaps, *, by: Membership, at: datetime) -> Worked:
    """Put them off no longer. Raises Refused."""
    refuse(rules.why_not_work(by.organisation_id, by=by))
    changes = {"snoozed_until": None}
    why_not = own(rules.why_not_wake, by)
    return work(gaps, StepKind.WOKEN, changes, why_not=why_not, by=by, at=at)


@transaction.atomic
def watch(gap: Gap, *, by: Membership, at: datetime) -> None:
    """Hear what becomes of a gap that one may see."""
    GapWatch.objects.get_or_create(gap=gap, member=by, defaults={"started_at": at})


@transaction.atomic
def stop_watching(gap: Gap, *, by: Membership) -> None:
    GapWatch.objects.filter(gap=gap, member=by).delete()
