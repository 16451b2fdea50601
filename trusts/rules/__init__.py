"""Why something may not be done with organisations, people and invitations, or ""."""

from trusts.rules.days import why_not_day
from trusts.rules.invitations import (
    Closed,
    how_closed,
    is_here,
    why_not_accept,
    why_not_invite,
    why_not_send_again,
    why_not_withdraw,
)
from trusts.rules.memberships import (
    OWN,
    why_not_add,
    why_not_attest,
    why_not_change,
    why_not_change_end,
    why_not_end,
    why_not_end_at_once,
    why_not_give,
    why_not_join,
    why_not_reopen,
)
from trusts.rules.names import why_not_name
from trusts.rules.refusing import Refused, refuse

__all__ = [
    "OWN",
    "Closed",
    "Refused",
    "how_closed",
    "is_here",
    "refuse",
    "why_not_accept",
    "why_not_add",
    "why_not_attest",
    "why_not_change",
    "why_not_change_end",
    "why_not_day",
    "why_not_end",
    "why_not_end_at_once",
    "why_not_give",
    "why_not_invite",
    "why_not_join",
    "why_not_name",
    "why_not_reopen",
    "why_not_send_again",
    "why_not_withdraw",
]
