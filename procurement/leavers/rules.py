"""Why work may not be handed over, in a sentence, or "". Who may ask suppliers may work
on gaps and savings too, where the organisation has any."""

from datetime import date

from trusts.models import Membership
from trusts.permissions import Permission


def why_not_hand_over(leaver: Membership, *, by: Membership) -> str:
    """Why somebody may not give away all that is one person's."""
    if not by.may(Permission.ASKS_MAKE):
        return "Your role here may not hand work over."
    if by.organisation_id != leaver.organisation_id:
        return f"{leaver.user} works at another trust."
    return ""


def why_not_take_on(to: Membership, leaver: Membership, *, on: date) -> str:
    """Why somebody may not be given it on a day."""
    if to.organisation_id != leaver.organisation_id:
        return f"{to.user} does not work at this trust."
    if not to.is_active(on=on):
        return f"{to.user} has no access here any more."
    if not to.may(Permission.ASKS_MAKE):
        role = to.get_role_display().lower()
        return f"{to.user} works here as {role}, which is not for this work."
    return "It is theirs already." if to.pk == leaver.pk else ""
