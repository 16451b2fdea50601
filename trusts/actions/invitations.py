"""Inviting somebody, and what becomes of the invitation."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from trusts import audit, mails, rules
from trusts.actions.memberships import add_membership, add_person
from trusts.models import LINK_DAYS, Invitation, Membership, Organisation, User
from trusts.models.invitation import new_nonce


class AccountThere(rules.Refused):
    """Somebody has an account by now and signs in first."""


@transaction.atomic
def invite(
    *,
    email: str,
    full_name: str,
    organisation: Organisation,
    role: str,
    starts_on: date,
    ends_on: date | None,
    site: str,
    lands_on: str = "",
    by: Membership,
    at: datetime,
) -> Invitation:
    """Invite somebody to a role; the mail waits to be sent. Raises Refused.

    `site` is what the link begins with: scheme and host. `lands_on` is the page that
    who accepts comes to, if not the start.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    today = timezone.localdate(at)
    rules.refuse(
        rules.why_not_invite(
            email, organisation, role, starts_on, ends_on, on=today, by=by
        )
    )
    rules.refuse(rules.why_not_name(full_name))
    invitation = Invitation.objects.create(
        email=email,
        full_name=full_name,
        organisation=organisation,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        invited_at=at,
        invited_by=by,
        link_ends_at=at + timedelta(days=LINK_DAYS),
        site=site,
        lands_on=lands_on,
    )
    _record("invitation_made", invitation, by=by, at=at)
    return invitation


@transaction.atomic
def send_invitation_again(
    invitation: Invitation, *, site: str, by: Membership, at: datetime
) -> Invitation:
    """Make a new link, the old one stops; whoever does so is now the one who invites.

    Raises Refused.
    """
    invitation = _locked(invitation)
    rules.refuse(rules.why_not_send_again(invitation, at=at, by=by))
    invitation.nonce = new_nonce()
    invitation.invited_by = by
    invitation.invited_at = at
    invitation.link_ends_at = at + timedelta(days=LINK_DAYS)
    invitation.site = site
    invitation.sent_at = invitation.tried_at = None
    invitation.failure = ""
    invitation.save(
        update_fields=[
            *("nonce", "invited_by", "invited_at", "link_ends_at", "site"),
            *("sent_at", "tried_at", "failure"),
        ]
    )
    _record("invitation_sent_again", invitation, by=by, at=at)
    return invitation


@transaction.atomic
def withdraw_invitation(
    invitation: Invitation, *, by: Membership, at: datetime
) -> Invitation:
    """Take an invitation back: its link stops working. Raises Refused."""
    invitation = _locked(invitation)
    rules.refuse(rules.why_not_withdraw(invitation, at=at, by=by))
    invitation.withdrawn_at, invitation.withdrawn_by = at, by
    invitation.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record("invitation_withdrawn", invitation, by=by, at=at)
    return invitation


@transaction.atomic
def send_invitation(number: int, *, at: datetime) -> bool | None:
    """Send the mail of one that waits. True when it went, False when the mail server
    did not take it, None when there was nothing to send or another worker has it."""
    waiting = Invitation.objects.to_send(at=at).filter(pk=number)
    invitation = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if invitation is None:
        return None
    failure = mails.send(mails.invitation_mail(invitation))
    invitation.tried_at = at
    invitation.sent_at = None if failure else at
    invitation.failure = failure
    invitation.save(update_fields=["tried_at", "sent_at", "failure"])
    return not failure


@transaction.atomic
def accept_as_new(
    invitation: Invitation, *, full_name: str, password: str, at: datetime
) -> Membership:
    """Make the account of somebody new, with the role they were invited to.

    The link reached them by mail, so the address counts as verified. Raises Refused;
    AccountThere also where another invitation makes the account at this moment.
    """
    invitation = _locked(invitation)
    rules.refuse(rules.why_not_accept(invitation, at=at))
    there = AccountThere("There is an account for this address: sign in first.")
    if User.objects.filter(email=invitation.email).exists():
        raise there
    try:
        user = add_person(
            email=invitation.email,
            full_name=full_name,
            password=password,
            by=invitation.invited_by,
            at=at,
        )
    except IntegrityError as error:
        raise there from error
    return _accept(invitation, user=user, at=at)


@transaction.atomic
def accept_as(invitation: Invitation, *, user: User, at: datetime) -> Membership:
    """Give somebody who has an account the role they were invited to.

    Raises Refused, also when the invitation is somebody else's.
    """
    invitation = _locked(invitation)
    rules.refuse(rules.why_not_accept(invitation, at=at))
    is_theirs = user.email == invitation.email
    rules.refuse("" if is_theirs else "This invitation is for somebody else.")
    return _accept(invitation, user=user, at=at)


def _accept(invitation: Invitation, *, user: User, at: datetime) -> Membership:
    membership = add_membership(
        user=user,
        organisation=invitation.organisation,
        role=invitation.role,
        starts_on=max(invitation.starts_on, timezone.localdate(at)),
        ends_on=invitation.ends_on,
        by=invitation.invited_by,
        at=at,
    )
    invitation.accepted_at, invitation.membership = at, membership
    invitation.save(update_fields=["accepted_at", "membership"])
    _record("invitation_accepted", invitation, by=membership, at=at)
    # Houses above this one have their say in the same transaction.
    for name in settings.AFTER_ACCEPTING:
        import_string(name)(invitation, membership, at=at)
    return membership


def _locked(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)


def _record(
    action: str, invitation: Invitation, *, by: Membership | None, at: datetime
) -> None:
    audit.record(
        action,
        target=invitation,
        by=by,
        at=at,
        organisation=invitation.organisation,
        email=invitation.email,
        role=invitation.role,
        starts_on=invitation.starts_on,
        ends_on=invitation.ends_on,
    )
