"""Why something may not be done with organisations, people and invitations, or ""."""

from trusts.rules.memberships import why_not_end, why_not_join
from trusts.rules.organisations import why_not_rename, why_not_succeed
from trusts.rules.refusing import Refused, refuse

__all__ = [
    "Refused",
    "refuse",
    "why_not_end",
    "why_not_join",
    "why_not_rename",
    "why_not_succeed",
]
