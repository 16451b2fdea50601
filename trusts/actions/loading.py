"""Bring the organisations, and who carries on whose work, to what a file says."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from trusts.actions.closings import (
    close_organisation,
    people_after,
    succeed_organisation,
)
from trusts.actions.organisations import (
    add_organisation,
    correct_organisation,
    move_organisation,
    rename_organisation,
)
from trusts.models import Membership, Organisation, Succession
from trusts.organisation_file import OrganisationRow
from trusts.rules import Refused
from trusts.succession_file import SuccessionRow
from trusts.successions import WHOLE, day_in_words


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of the rows of a file: each is in exactly one of these."""

    rows: int
    added: int
    renamed: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class LoadedSuccessions:
    rows: int
    added: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class _Act:
    """Who loads, when, as at which day, and whether closing ends people's access."""

    on: date
    by: Membership | None
    at: datetime
    end_access: bool


@transaction.atomic
def load_organisations(
    rows: list[OrganisationRow],
    *,
    on: date,
    by: Membership | None,
    at: datetime,
    end_access: bool = False,
) -> Loaded:
    """Make the organisations agree with what a file says as at a day, all or none.

    Safe to run twice. A changed name or postcode becomes a dated one from `on`, or
    from the day that the row gives; organisations that the file does not name are
    left alone. Raises Refused when another name or postcode of a later day is
    recorded, or when people have access where an organisation closes.
    """
    there = Organisation.objects.in_bulk([row.code for row in rows], field_name="code")
    act = _Act(on, by, at, end_access)
    outcomes = Counter(_load_row(row, there.get(row.code), act) for row in rows)
    return Loaded(
        rows=len(rows),
        added=outcomes["added"],
        renamed=outcomes["renamed"],
        changed=outcomes["changed"],
        unchanged=outcomes["unchanged"],
    )


@transaction.atomic
def load_successions(
    rows: list[SuccessionRow],
    *,
    by: Membership | None,
    at: datetime,
    end_access: bool = False,
) -> LoadedSuccessions:
    """Record the successions of a file, all or none. Safe to run twice.

    Raises Refused for an unknown code, for one recorded otherwise already, and for
    whatever `succeed_organisation` refuses.
    """
    codes = {code for row in rows for code in (row.predecessor, row.successor)}
    there = Organisation.objects.in_bulk(codes, field_name="code")
    if unknown := sorted(codes - there.keys()):
        raise Refused(f"There is no organisation with the code {', '.join(unknown)}.")
    added = 0
    for row in sorted(rows, key=lambda row: row.on):
        predecessor, successor = there[row.predecessor], there[row.successor]
        if _is_recorded(row, predecessor, successor):
            continue
        closes = end_access and predecessor.closed_on is None and row.kind in WHOLE
        succeed_organisation(
            predecessor,
            successor=successor,
            kind=row.kind,
            on=row.on,
            note=row.note,
            by=by,
            at=at,
            end_access_of=_count(predecessor, row.on, at) if closes else None,
        )
        added += 1
    return LoadedSuccessions(rows=len(rows), added=added, unchanged=len(rows) - added)


def _load_row(row: OrganisationRow, there: Organisation | None, act: _Act) -> str:
    """Store one row; say which of the counts of Loaded it belongs to."""
    by, at = act.by, act.at
    outcome = "unchanged"
    if there is None:
        there = add_organisation(
            code=row.code,
            name=row.name,
            kind=row.kind,
            postcode=row.postcode,
            opened_on=row.opened_on,
            by=by,
            at=at,
        )
        outcome = "added"
    right = {"kind": row.kind} | ({"opened_on": row.opened_on} if row.opened_on else {})
    if any(getattr(there, name) != value for name, value in right.items()):
        correct_organisation(there, by=by, at=at, **right)
        outcome = "changed"
    if there.postcode_on(act.on) != row.postcode:
        move_organisation(there, postcode=row.postcode, on=act.on, by=by, at=at)
        outcome = "changed"
    if _close(row, there, act) and outcome == "unchanged":
        outcome = "changed"
    named_from = row.name_from or act.on
    if there.name_on(act.on) != row.name:
        rename_organisation(there, name=row.name, on=named_from, by=by, at=at)
        outcome = "renamed"
    return outcome


def _close(row: OrganisationRow, there: Organisation, act: _Act) -> bool:
    """Close the organisation on the day that the row gives, if it gives another."""
    if row.closed_on is None or row.closed_on == there.closed_on:
        return False
    count = _count(there, row.closed_on, act.at) if act.end_access else None
    close_organisation(
        there, on=row.closed_on, by=act.by, at=act.at, end_access_of=count
    )
    return True


def _count(organisation: Organisation, on: date, at: datetime) -> int:
    return len(people_after(organisation, on, today=timezone.localdate(at)))


def _is_recorded(
    row: SuccessionRow, predecessor: Organisation, successor: Organisation
) -> bool:
    found = Succession.objects.filter(
        predecessor=predecessor, successor=successor
    ).first()
    if found is None:
        return False
    if (found.on, found.kind) != (row.on, row.kind):
        raise Refused(
            f"On record is: {found}, on {day_in_words(found.on)}. Take that back first."
        )
    return True
