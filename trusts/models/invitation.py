"""An invitation: somebody may come in as this, by a link that works once and ends."""

import secrets
from datetime import datetime, timedelta
from enum import Enum
from typing import Self

from django.db import models
from django.db.models import F, Q

from trusts.models.membership import Membership
from trusts.models.organisation import Organisation
from trusts.models.user import LowerCaseEmailField
from trusts.querysets import AccessRowsQuerySet
from trusts.roles import Role

# How long a link works.
LINK_DAYS = 7
# After a mail server's refusal, as long as this passes before the next attempt.
BETWEEN_ATTEMPTS = timedelta(minutes=5)


class InvitationState(Enum):
    """What an invitation is at; its name in words for who looks after access."""

    WAITING = "Waiting to be sent"
    SENT = "Sent"
    LINK_ENDED = "Link ended"
    ACCEPTED = "Accepted"
    WITHDRAWN = "Withdrawn"


class Failure(models.TextChoices):
    """Why a mail server did not take a message, in a sentence for the inviter."""

    ADDRESS = "address", "The mail server refused this address."
    REFUSED = "refused", "The mail server refused the message."
    UNREACHABLE = "unreachable", "The mail server could not be reached."


def new_nonce() -> str:
    """What makes a link of this invitation different from the one sent before."""
    return secrets.token_urlsafe(16)


class InvitationQuerySet(AccessRowsQuerySet["Invitation"]):
    def unanswered(self) -> Self:
        """Neither accepted nor withdrawn; their link may have ended."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def open(self, *, at: datetime) -> Self:
        """Those whose link works now."""
        return self.unanswered().filter(link_ends_at__gt=at)

    def to_send(self, *, at: datetime) -> Self:
        """Those whose mail waits; after a failure, once it may be tried again."""
        rested = Q(tried_at=None) | Q(tried_at__lte=at - BETWEEN_ATTEMPTS)
        return self.open(at=at).filter(rested, sent_at=None).order_by("pk")


class Invitation(models.Model):
    """The link carries number and nonce, signed: the table alone does not make it.

    `sent_at` is empty while the mail waits to be sent; sending again takes a new nonce,
    so that the link sent before stops working. `site` is where the inviter reached us,
    scheme and host, which the link begins with. `lands_on` is the page of ours that
    who accepts comes to; "" for the start.
    """

    email = LowerCaseEmailField("e-mail address")
    full_name = models.CharField(max_length=150)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="invitations"
    )
    role = models.CharField(max_length=20, choices=Role)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    nonce = models.CharField(max_length=32, default=new_nonce)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="invitations_made"
    )
    link_ends_at = models.DateTimeField()
    site = models.CharField(max_length=300)
    lands_on = models.CharField(max_length=200, blank=True)
    tried_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=12, choices=Failure, blank=True)
    sent_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    membership = models.OneToOneField(
        Membership, models.PROTECT, null=True, related_name="invitation"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="invitation_role_known", condition=Q(role__in=Role.values)
            ),
            models.CheckConstraint(
                name="invitation_access_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="invitation_accepted_with_its_membership",
                condition=~(Q(accepted_at=None) ^ Q(membership=None)),
            ),
            models.CheckConstraint(
                name="invitation_is_accepted_or_withdrawn",
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
            ),
            models.UniqueConstraint(
                name="one_unanswered_invitation_per_person_place_and_role",
                fields=("email", "organisation", "role"),
                condition=Q(accepted_at=None, withdrawn_at=None),
            ),
        )
        indexes = (
            models.Index(
                fields=("id",),
                name="invitation_unsent",
                condition=Q(sent_at=None, accepted_at=None, withdrawn_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.full_name}, {self.get_role_display()}, {self.organisation}"

    def state(self, *, at: datetime) -> InvitationState:
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.withdrawn_at:
            return InvitationState.WITHDRAWN
        if self.link_ends_at <= at:
            return InvitationState.LINK_ENDED
        return InvitationState.SENT if self.sent_at else InvitationState.WAITING
