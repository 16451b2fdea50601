"""Figures about people, for the pages that say what waits for somebody."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from trusts.models import Invitation, Membership
from trusts.people import SOON
from trusts.permissions import Permission


@dataclass(frozen=True, slots=True)
class PeopleFigures:
    """How many of each the member looks after; ones they may not decide about are
    left out of what is due."""

    attestations_due: int
    invitations_open: int
    invitations_link_ended: int
    ending_soon: int  # memberships whose last day is within 30 days

    @property
    def invitations_unanswered(self) -> int:
        return self.invitations_open + self.invitations_link_ended


def people_figures(
    member: Membership, *, on: date, at: datetime
) -> PeopleFigures | None:
    """In three statements; None for who looks after nobody's access."""
    if not member.may(Permission.PEOPLE_MANAGE):
        return None
    invitations = Invitation.objects.visible_to(member).unanswered()
    managed = Membership.objects.visible_to(member).managed_by(member)
    answers = invitations.aggregate(
        open=Count("pk", filter=Q(link_ends_at__gt=at)),
        link_ended=Count("pk", filter=Q(link_ends_at__lte=at)),
    )
    return PeopleFigures(
        attestations_due=managed.decided_by(member).attestation_due(on=on).count(),
        invitations_open=answers["open"],
        invitations_link_ended=answers["link_ended"],
        ending_soon=managed.active(on=on).filter(ends_on__lte=on + SOON).count(),
    )
