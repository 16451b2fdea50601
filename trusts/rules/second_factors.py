"""Why somebody's second factor may not be taken away, or ""."""

from datetime import date

from trusts.models import Membership, User
from trusts.roles import GIVEN_BY_ADMINISTRATORS, Role
from trusts.rules.memberships import why_not_change
from trusts.second_factors import has_second_factor

OWN_FACTOR = (
    "Nobody takes away their own second step here. Ask somebody else who looks after "
    "access."
)


def why_not_remove_second_factors(
    user: User, *, on: date, by: Membership | None
) -> str:
    """Who looks after all that a person works as, now or later, may, for somebody else;
    of an administrator or auditor only an administrator."""
    if by and user.pk == by.user_id:
        return OWN_FACTOR
    if not has_second_factor(user):
        return f"{user} has no second step for signing in."
    if by is None:
        return ""
    memberships = list(user.memberships.unended(on=on).select_related("organisation"))
    if any(_is_above(each, by) for each in memberships):
        return f"{user} is an administrator or auditor: an administrator does this."
    if memberships and not any(why_not_change(each, by=by) for each in memberships):
        return ""
    return (
        f"You do not look after all the access of {user}: the region's administrator "
        "does this."
    )


def _is_above(membership: Membership, by: Membership) -> bool:
    return membership.role in GIVEN_BY_ADMINISTRATORS and by.role != Role.ADMINISTRATOR
