"""What can happen to organisations, people and memberships. Each is one transaction.

`by` is the membership that acts, or None for the operator at the command line; `at`
is when it is recorded. A refusal is a `Refused` with a sentence for the person.
"""

from trusts.actions.attestations import attest_memberships, end_memberships_at_once
from trusts.actions.invitations import (
    accept_as,
    accept_as_new,
    invite,
    send_invitation,
    send_invitation_again,
    withdraw_invitation,
)
from trusts.actions.loading import Loaded, load_organisations
from trusts.actions.memberships import (
    CHOSEN,
    add_membership,
    add_person,
    change_membership_end,
    choose_membership,
    end_membership,
    end_membership_at_once,
)
from trusts.actions.organisations import (
    add_organisation,
    change_organisation,
    rename_organisation,
    succeed_organisation,
)
from trusts.rules import Refused

__all__ = [
    "CHOSEN",
    "Loaded",
    "Refused",
    "accept_as",
    "accept_as_new",
    "add_membership",
    "add_organisation",
    "add_person",
    "attest_memberships",
    "change_membership_end",
    "change_organisation",
    "choose_membership",
    "end_membership",
    "end_membership_at_once",
    "end_memberships_at_once",
    "invite",
    "load_organisations",
    "rename_organisation",
    "send_invitation",
    "send_invitation_again",
    "succeed_organisation",
    "withdraw_invitation",
]
