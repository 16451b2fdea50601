"""Bring the organisations to what a file says."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from trusts.actions.organisations import (
    add_organisation,
    change_organisation,
    rename_organisation,
)
from trusts.models import Membership, Organisation
from trusts.organisation_file import OrganisationRow


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of the rows of a file: each is in exactly one of these."""

    rows: int
    added: int
    renamed: int
    changed: int
    unchanged: int


@transaction.atomic
def load_organisations(
    rows: list[OrganisationRow], *, on: date, by: Membership | None, at: datetime
) -> Loaded:
    """Make the organisations agree with a file, all or none. Safe to run twice.

    A changed name becomes a dated name from `on`; organisations that the file does
    not name are left alone. Raises Refused when a later name is recorded.
    """
    there = Organisation.objects.in_bulk([row.code for row in rows], field_name="code")
    outcomes = [
        _load_row(row, there.get(row.code), on=on, by=by, at=at) for row in rows
    ]
    counts = {each: outcomes.count(each) for each in set(outcomes)}
    return Loaded(
        rows=len(rows),
        added=counts.get("added", 0),
        renamed=counts.get("renamed", 0),
        changed=counts.get("changed", 0),
        unchanged=counts.get("unchanged", 0),
    )


def _load_row(
    row: OrganisationRow,
    there: Organisation | None,
    *,
    on: date,
    by: Membership | None,
    at: datetime,
) -> str:
    """Store one row; say which of the counts of Loaded it belongs to."""
    if there is None:
        add_organisation(
            code=row.code,
            name=row.name,
            kind=row.kind,
            postcode=row.postcode,
            by=by,
            at=at,
        )
        return "added"
    same_place = (there.kind, there.postcode) == (row.kind, row.postcode)
    change_organisation(there, kind=row.kind, postcode=row.postcode, by=by, at=at)
    if there.name != row.name:
        rename_organisation(there, name=row.name, on=on, by=by, at=at)
        return "renamed"
    return "unchanged" if same_place else "changed"
