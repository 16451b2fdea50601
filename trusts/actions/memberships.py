"""What can happen to people and to what they are at an organisation."""

from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils import timezone

from trusts import audit, rules
from trusts.models import Membership, Organisation, User

# Where a session keeps which membership was chosen.
CHOSEN = "membership"


@transaction.atomic
def add_person(
    *,
    email: str,
    full_name: str,
    by: Membership | None,
    at: datetime,
    password: str | None = None,
) -> User:
    """Add somebody who can sign in, or give back who already has that address.

    A person who was there keeps their name and password. Without a password they set
    one by the link of `password_link`. Raises Refused.
    """
    found = User.objects.filter(email=email.strip().lower()).first()
    if found:
        return found
    rules.refuse(rules.why_not_name(full_name.strip()))
    user = User.objects.create_user(email, password, full_name=full_name)
    EmailAddress.objects.create(
        user=user, email=user.email, primary=True, verified=True
    )
    audit.record("person_added", target=user.email, by=by, at=at)
    return user


@transaction.atomic
def add_membership(
    *,
    user: User,
    organisation: Organisation,
    role: str,
    starts_on: date,
    by: Membership | None,
    at: datetime,
    ends_on: date | None = None,
) -> Membership:
    """Give a person a role at an organisation, from a day on and perhaps until one.

    Raises Refused when the role does not belong there, the person already has it, or
    `by` may not give it.
    """
    User.objects.select_for_update().get(pk=user.pk)
    rules.refuse(rules.OWN if by and by.user_id == user.pk else "")
    rules.refuse(rules.why_not_day(starts_on, ends_on, today=timezone.localdate(at)))
    rules.refuse(rules.why_not_give(organisation, role, by=by))
    rules.refuse(rules.why_not_join(user, organisation, role, starts_on, ends_on))
    membership = Membership.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        granted_by=by,
    )
    audit.record(
        "membership_added",
        target=membership,
        by=by,
        at=at,
        organisation=organisation,
        membership=membership.pk,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    return membership


@transaction.atomic
def add_further_membership(
    *, user: User, by: Membership | None, at: datetime, **given: Any
) -> Membership:
    """The same for who gives it without asking the person: only to somebody with a
    role in their care. Raises Refused."""
    rules.refuse(rules.why_not_add(user, on=timezone.localdate(at), by=by))
    return add_membership(user=user, by=by, at=at, **given)


@transaction.atomic
def end_membership(
    membership: Membership, *, on: date, by: Membership | None, at: datetime
) -> Membership:
    """Let a membership end with a day; that day it still works. Raises Refused."""
    membership = _locked(membership)
    rules.refuse(rules.why_not_day(on, today=timezone.localdate(at)))
    rules.refuse(rules.why_not_end(membership, on, by=by))
    membership.ends_on = on
    membership.save(update_fields=["ends_on"])
    _record("membership_ended", membership, by=by, at=at, on=on)
    return membership


@transaction.atomic
def end_membership_at_once(
    membership: Membership, *, by: Membership | None, at: datetime
) -> Membership:
    """End a membership now: no page opens under it any more. Raises Refused."""
    membership = _locked(membership)
    today = timezone.localdate(at)
    rules.refuse(rules.why_not_end_at_once(membership, on=today, by=by))
    before = membership.ends_on
    membership.ends_on = max(today, membership.starts_on)
    membership.ended_at = at
    membership.save(update_fields=["ends_on", "ended_at"])
    _record("membership_ended", membership, by=by, at=at, at_once=True, before=before)
    return membership


@transaction.atomic
def change_membership_end(
    membership: Membership,
    *,
    ends_on: date | None,
    by: Membership | None,
    at: datetime,
) -> Membership:
    """Set the last day, or none; what was ended at once today works again.

    The same again changes and records nothing. Raises Refused.
    """
    membership = _locked(membership)
    today = timezone.localdate(at)
    rules.refuse(rules.why_not_change_end(membership, ends_on, on=today, by=by))
    if (membership.ends_on, membership.ended_at) == (ends_on, None):
        return membership
    before = membership.ends_on
    membership.ends_on, membership.ended_at = ends_on, None
    membership.save(update_fields=["ends_on", "ended_at"])
    _record(
        "membership_end_changed",
        membership,
        by=by,
        at=at,
        before=before,
        ends_on=ends_on,
    )
    return membership


def choose_membership(session: SessionBase, membership: Membership) -> None:
    """Work under this membership for the rest of the session."""
    session[CHOSEN] = membership.pk


def _locked(membership: Membership) -> Membership:
    """The membership as it is now; two people's decisions at one place take turns, so
    that a place is never left without an administrator."""
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    return Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)


def _record(
    action: str,
    membership: Membership,
    *,
    by: Membership | None,
    at: datetime,
    **detail: Any,
) -> None:
    audit.record(
        action,
        target=membership,
        by=by,
        at=at,
        organisation=membership.organisation,
        membership=membership.pk,
        **detail,
    )
