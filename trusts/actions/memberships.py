"""What can happen to people and to what they are at an organisation."""

from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

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
    one by the link of `password_link`.
    """
    found = User.objects.filter(email=email.strip().lower()).first()
    if found:
        return found
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

    Raises Refused when the role does not belong there or the person already has it.
    """
    User.objects.select_for_update().get(pk=user.pk)
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
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    return membership


@transaction.atomic
def end_membership(
    membership: Membership, *, on: date, by: Membership | None, at: datetime
) -> Membership:
    """Let a membership end with a day; that day it still works. Raises Refused."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    rules.refuse(rules.why_not_end(membership, on))
    membership.ends_on = on
    membership.save(update_fields=["ends_on"])
    audit.record(
        "membership_ended",
        target=membership,
        by=by,
        at=at,
        organisation=membership.organisation,
        on=on,
    )
    return membership


def choose_membership(session: SessionBase, membership: Membership) -> None:
    """Work under this membership for the rest of the session."""
    session[CHOSEN] = membership.pk
