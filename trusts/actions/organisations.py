"""What can happen to an organisation."""

from datetime import date, datetime

from django.db import transaction

from trusts import audit, rules
from trusts.models import Membership, Organisation, OrganisationName, Succession


@transaction.atomic
def add_organisation(
    *,
    code: str,
    name: str,
    kind: str,
    postcode: str,
    by: Membership | None,
    at: datetime,
) -> Organisation:
    """Add an organisation under a new code, with its name from the beginning."""
    organisation = Organisation.objects.create(
        code=code, name=name, kind=kind, postcode=postcode
    )
    OrganisationName.objects.create(organisation=organisation, name=name)
    audit.record(
        "organisation_added",
        target=organisation,
        by=by,
        at=at,
        organisation=organisation,
        code=code,
        kind=kind,
    )
    return organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation,
    *,
    kind: str,
    postcode: str,
    by: Membership | None,
    at: datetime,
) -> Organisation:
    """Correct the kind or the postcode. The same again changes and records nothing."""
    before = {"kind": organisation.kind, "postcode": organisation.postcode}
    after = {"kind": kind, "postcode": postcode}
    if before == after:
        return organisation
    organisation.kind, organisation.postcode = kind, postcode
    organisation.save(update_fields=["kind", "postcode"])
    audit.record(
        "organisation_changed",
        target=organisation,
        by=by,
        at=at,
        organisation=organisation,
        before=before,
        after=after,
    )
    return organisation


@transaction.atomic
def rename_organisation(
    organisation: Organisation,
    *,
    name: str,
    on: date,
    by: Membership | None,
    at: datetime,
) -> Organisation:
    """Give the organisation another name from a day on; the old one stays on record.

    The same name again changes nothing; another on the same day corrects it. Raises
    Refused when a name from a later day is recorded.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if name == organisation.name:
        return organisation
    rules.refuse(rules.why_not_rename(organisation, name, on))
    before = organisation.name
    if not organisation.names.filter(from_date=on).update(name=name):
        if not organisation.names.filter(until_date=None).update(until_date=on):
            organisation.names.create(name=before, until_date=on)
        organisation.names.create(name=name, from_date=on)
    organisation.name = name
    organisation.save(update_fields=["name"])
    audit.record(
        "organisation_renamed",
        target=organisation,
        by=by,
        at=at,
        organisation=organisation,
        before=before,
        on=on,
    )
    return organisation


@transaction.atomic
def succeed_organisation(
    predecessor: Organisation,
    *,
    successor: Organisation,
    kind: str,
    on: date,
    by: Membership | None,
    at: datetime,
    note: str = "",
) -> Succession:
    """Record that one organisation carries on another's work from a day on.

    The predecessor keeps its rows, names and history. It closes that day unless it
    was only split. Raises Refused when the two are the same or already recorded.
    """
    rules.refuse(rules.why_not_succeed(predecessor, successor))
    succession = Succession.objects.create(
        predecessor=predecessor, successor=successor, kind=kind, on=on, note=note
    )
    if kind != Succession.Kind.SPLIT:
        predecessor.closed_on = on
        predecessor.save(update_fields=["closed_on"])
    audit.record(
        "organisation_succeeded",
        target=succession,
        by=by,
        at=at,
        organisation=predecessor,
        successor=successor.code,
        kind=kind,
        on=on,
    )
    return succession
