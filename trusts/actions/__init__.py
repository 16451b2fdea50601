"""What can happen to organisations, people and memberships. Each is one transaction.

`by` is the membership that acts, or None for the operator at the command line; `at`
is when it is recorded. A refusal is a `Refused` with a sentence for the person.
"""

from trusts.actions.attestations import attest_memberships, end_memberships_at_once
from trusts.actions.checking import check_record, send_head, tell_of_checks
from trusts.actions.closings import (
    close_organisation,
    people_after,
    reopen_organisation,
    succeed_organisation,
    take_back_succession,
)
from trusts.actions.invitations import (
    AccountThere,
    accept_as,
    accept_as_new,
    invite,
    send_invitation,
    send_invitation_again,
    withdraw_invitation,
)
from trusts.actions.loading import (
    Loaded,
    LoadedSuccessions,
    load_organisations,
    load_successions,
)
from trusts.actions.memberships import (
    CHOSEN,
    add_further_membership,
    add_membership,
    add_person,
    change_membership_end,
    choose_membership,
    end_membership,
    end_membership_at_once,
)
from trusts.actions.organisations import (
    add_organisation,
    correct_organisation,
    move_organisation,
    rename_organisation,
    take_back_name,
    take_back_postcode,
)
from trusts.actions.seals import late_events, seal_events
from trusts.rules import Refused

__all__ = [
    "CHOSEN",
    "AccountThere",
    "Loaded",
    "LoadedSuccessions",
    "Refused",
    "accept_as",
    "accept_as_new",
    "add_further_membership",
    "add_membership",
    "add_organisation",
    "add_person",
    "attest_memberships",
    "change_membership_end",
    "check_record",
    "choose_membership",
    "close_organisation",
    "correct_organisation",
    "end_membership",
    "end_membership_at_once",
    "end_memberships_at_once",
    "invite",
    "load_organisations",
    "load_successions",
    "move_organisation",
    "people_after",
    "rename_organisation",
    "reopen_organisation",
    "late_events",
    "seal_events",
    "send_head",
    "send_invitation",
    "send_invitation_again",
    "succeed_organisation",
    "take_back_name",
    "take_back_postcode",
    "take_back_succession",
    "tell_of_checks",
    "withdraw_invitation",
]
