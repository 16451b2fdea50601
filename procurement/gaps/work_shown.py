"""What a gap's page shows of the work on it: how it stands, what may be done, and all
that happened."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from procurement.gaps import rules, whose
from procurement.gaps.models import ChangeKind, Gap, GapChange, GapStep, GapWatch
from procurement.gaps.models.work import GROWN
from trusts.models import Membership


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a gap: found by a refresh, or done by a person.

    `gap_value` is what it was worth then, pounds a year, None where that would tell a
    price that is confidential now; `details` say what is new, a name and a day or text
    each. `as_at` is the day of a refresh's prices.
    """

    at: datetime
    what: str
    who: str
    note: str
    details: tuple[tuple[str, Any], ...]
    gap_value: Decimal | None
    value_before: Decimal | None = None
    as_at: date | None = None
    is_found: bool = False


def work_of(gap: Gap, *, member: Membership, today: date) -> dict[str, Any]:
    """How the work stands; what the member may do about it, or why not."""
    this = Gap.objects.filter(pk=gap.pk)
    return {
        "today": today,
        "is_put_off": gap.snoozed_until is not None and gap.snoozed_until > today,
        "is_overdue": gap.due_on is not None and gap.due_on < today,
        "is_mine": gap.owner is not None and gap.owner.user_id == member.user_id,
        "is_left": gap.owner is not None and whose.left_behind(this, on=today).exists(),
        "comes_back_at": gap.accepted_value and gap.accepted_value * GROWN,
        "is_watched": GapWatch.objects.filter(
            gap=gap, member__user=member.user_id
        ).exists(),
        "may_work": not rules.why_not_work(gap.organisation_id, by=member),
        "why_not_assign": rules.why_not_assign(gap),
        "why_not_accept": rules.why_not_accept(gap),
        "why_not_snooze": rules.why_not_snooze(gap),
        "why_not_reopen": rules.why_not_reopen(gap),
    }


def hides_past(gap: Gap) -> bool:
    """Whether what the gap was worth before would tell a price that another trust
    keeps confidential now."""
    return Gap.objects.with_a_secret().filter(pk=gap.pk).exists()


def history_of(
    gap: Gap, *, member: Membership, without_figures: bool = False
) -> list[Event]:
    """All that happened, newest first; also what was done while a product that stands
    under this one now stood alone."""
    changes = gap.changes.select_related("refresh")
    merged = Q(
        gap__organisation=gap.organisation_id, gap__product__merged_into=gap.product_id
    )
    steps = GapStep.objects.visible_to(member).filter(Q(gap=gap) | merged)
    people = steps.select_related(
        "by__user", "owner__user", "gap__product", "carried_from__product"
    )
    done = [_of_step(step, of=gap) for step in people]
    events = [*map(_of_change, changes), *done]
    if without_figures:
        events = [replace(e, gap_value=None, value_before=None) for e in events]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _of_change(change: GapChange) -> Event:
    return Event(
        at=change.refresh.refreshed_at,
        what=change.get_kind_display(),
        who="",
        note="",
        details=(),
        gap_value=change.gap_value,
        value_before=change.value_before,
        as_at=change.refresh.as_at,
        is_found=change.kind == ChangeKind.FOUND,
    )


def _of_step(step: GapStep, *, of: Gap) -> Event:
    details: list[tuple[str, Any]] = []
    if step.gap_id != of.pk:
        details.append(("on", step.gap.product.description))
    if step.carried_from:
        details.append(("from", step.carried_from.product.description))
    if step.what in ("ASSIGNED", "HANDED_OVER") and step.owner:
        details.append(("to", str(step.owner.user)))
        if step.due_on:
            details.append(("due", step.due_on))
    if step.what == "SNOOZED":
        details.append(("until", step.snoozed_until))
    if step.what == "ACCEPTED":
        details.append(("because", step.get_accept_reason_display()))
        details.append(("look again on", step.review_on))
    return Event(
        at=step.at,
        what=step.get_what_display(),
        who=str(step.by.user) if step.by else "",
        note=step.note,
        details=tuple(details),
        gap_value=step.gap_value,
    )
