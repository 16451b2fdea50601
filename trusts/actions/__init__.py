"""What can happen to organisations, people and memberships. Each is one transaction.

`by` is the membership that acts, or None for the operator at the command line; `at`
is when it is recorded. A refusal is a `Refused` with a sentence for the person.
"""

from trusts.actions.loading import Loaded, load_organisations
from trusts.actions.memberships import (
    CHOSEN,
    add_membership,
    add_person,
    choose_membership,
    end_membership,
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
    "add_membership",
    "add_organisation",
    "add_person",
    "change_organisation",
    "choose_membership",
    "end_membership",
    "load_organisations",
    "rename_organisation",
    "succeed_organisation",
]
