"""How an organisation ends: it closes, or another carries on its work."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from trusts import audit, rules
from trusts.actions.memberships import end_membership, end_membership_at_once
from trusts.models import Membership, Organisation, Succession
from trusts.rules import organisations as organisation_rules
from trusts.successions import WHOLE


@transaction.atomic
def succeed_organisation(
    predecessor: Organisation,
    *,
    successor: Organisation,
    kind: str,
    on: date,
    by: Membership | None,
    at: datetime,
    note: str = "",
    end_access_of: int | None = None,
) -> Succession:
    """Record that one organisation carries on another's work from a day on.

    The predecessor keeps its rows, names and history. It closes that day unless it
    was only split; `end_access_of` as for `close_organisation`. Raises Refused.
    """
    rules.refuse(organisation_rules.why_not_manage(by))
    pair = [predecessor.pk, successor.pk]
    list(Organisation.objects.select_for_update().filter(pk__in=pair).order_by("pk"))
    predecessor.refresh_from_db()
    successor.refresh_from_db()
    rules.refuse(organisation_rules.why_not_succeed(predecessor, successor, kind, on))
    if kind in WHOLE and predecessor.closed_on is None:
        _close(predecessor, on=on, by=by, at=at, end_access_of=end_access_of)
    succession = Succession.objects.create(
        predecessor=predecessor, successor=successor, kind=kind, on=on, note=note
    )
    audit.record(
        "organisation_succeeded",
        target=succession,
        by=by,
        at=at,
        organisation=predecessor,
        successor=successor.code,
        kind=kind,
        on=on,
    )
    return succession


@transaction.atomic
def take_back_succession(
    succession: Succession, *, reason: str, by: Membership | None, at: datetime
) -> Organisation:
    """Undo a succession that was recorded wrongly; who closed by it is open again.

    Access that ended with the closing stays ended.
    """
    rules.refuse(organisation_rules.why_not_manage(by))
    predecessor = Organisation.objects.select_for_update().get(
        pk=succession.predecessor_id
    )
    if not Succession.objects.filter(pk=succession.pk).exists():
        rules.refuse("It was taken back already.")
    audit.record(
        "succession_taken_back",
        target=succession,
        by=by,
        at=at,
        organisation=predecessor,
        successor=succession.successor.code,
        kind=succession.kind,
        on=succession.on,
        note=succession.note,
        reason=reason,
    )
    if succession.kind in WHOLE and predecessor.closed_on == succession.on:
        predecessor.closed_on = None
        predecessor.save(update_fields=["closed_on"])
    succession.delete()
    return predecessor


@transaction.atomic
def close_organisation(
    organisation: Organisation,
    *,
    on: date,
    by: Membership | None,
    at: datetime,
    end_access_of: int | None = None,
) -> Organisation:
    """Let the organisation be closed from a day on, without a successor of the whole.

    Raises Refused while people have access after that day, unless `end_access_of`
    says how many they are: then their access ends in the same step.
    """
    rules.refuse(organisation_rules.why_not_manage(by))
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    _close(organisation, on=on, by=by, at=at, end_access_of=end_access_of)
    audit.record(
        "organisation_closed",
        target=organisation,
        by=by,
        at=at,
        organisation=organisation,
        on=on,
    )
    return organisation


@transaction.atomic
def reopen_organisation(
    organisation: Organisation, *, reason: str, by: Membership | None, at: datetime
) -> Organisation:
    """Undo a closing that was recorded wrongly. Access that ended with it stays ended.

    Raises Refused where it closed because another carries on its work.
    """
    rules.refuse(organisation_rules.why_not_manage(by))
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    rules.refuse(organisation_rules.why_not_reopen(organisation))
    before = organisation.closed_on
    organisation.closed_on = None
    organisation.save(update_fields=["closed_on"])
    audit.record(
        "organisation_reopened",
        target=organisation,
        by=by,
        at=at,
        organisation=organisation,
        before=before,
        reason=reason,
    )
    return organisation


def people_after(
    organisation: Organisation, on: date, *, today: date
) -> list[Membership]:
    """Whose access would outlast a closing on that day, by name. Access that is over
    today was had, and is not rewritten."""
    return list(
        organisation.memberships.unended(on=max(on, today))
        .select_related("user", "organisation")
        .order_by("user__full_name", "pk")
    )


def _close(
    organisation: Organisation,
    *,
    on: date,
    by: Membership | None,
    at: datetime,
    end_access_of: int | None,
) -> None:
    rules.refuse(organisation_rules.why_not_close(organisation, on, by=by))
    today = timezone.localdate(at)
    people = people_after(organisation, on, today=today)
    rules.refuse(
        organisation_rules.why_not_leave_people(people, expected=end_access_of)
    )
    for each in people:
        if on > today and each.starts_on < on:
            end_membership(each, on=on - timedelta(days=1), by=by, at=at)
        else:
            end_membership_at_once(each, by=by, at=at)
    organisation.closed_on = on
    organisation.save(update_fields=["closed_on"])
