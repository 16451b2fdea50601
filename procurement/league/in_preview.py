"""What the first page says of a league table that is in preview."""

from datetime import date

from procurement.league.models import Release, Standing
from trusts.models import Membership
from trusts.permissions import Permission


def open_preview_of(member: Membership, *, on: date) -> Release | None:
    """The preview in which figures of the member's trust can be challenged by them."""
    if not member.may(Permission.LEAGUE_CHALLENGE):
        return None
    own = Standing.objects.filter(organisation=member.organisation_id)
    previews = Release.objects.visible_to(member).in_preview(on=on)
    return previews.filter(workings__in=own.values("working")).first()
