"""What can happen to an organisation. Only the region's administrator does it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from trusts import audit, rules
from trusts.models import (
    Membership,
    Organisation,
    OrganisationAddress,
    OrganisationName,
)
from trusts.rules import organisations as organisation_rules


@transaction.atomic
def add_organisation(
    *,
    code: str,
    name: str,
    kind: str,
    postcode: str,
    by: Membership | None,
    at: datetime,
    opened_on: date | None = None,
) -> Organisation:
    """Add an organisation under a new code, with its name from the beginning.

    Raises Refused when the code is taken.
    """
    rules.refuse(organisation_rules.why_not_manage(by))
    rules.refuse(organisation_rules.why_not_add(code))
    organisation = Organisation.objects.create(
        code=code, name=name, kind=kind, postcode=postcode, opened_on=opened_on
    )
    OrganisationName.objects.create(organisation=organisation, name=name)
    OrganisationAddress.objects.create(organisation=organisation, postcode=postcode)
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
def correct_organisation(
    organisation: Organisation,
    *,
    by: Membership | None,
    at: datetime,
    **right: str | date | None,
) -> Organisation:
    """Put right what was recorded wrongly: name, kind, postcode or opened_on, those
    that are given. It was never different: no dated row is kept, only the record says
    what stood there. The same again changes and records nothing. Raises Refused.
    """
    rules.refuse(organisation_rules.why_not_manage(by))
    organisation = _locked(organisation)
    before = {name: getattr(organisation, name) for name in right}
    if before == right:
        return organisation
    kind, opened_on = (
        right.get(name, getattr(organisation, name)) for name in ("kind", "opened_on")
    )
    rules.refuse(
        organisation_rules.why_not_correct(organisation, kind=kind, opened_on=opened_on)
    )
    for name, value in right.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=list(right))
    if "name" in right:
        organisation.names.filter(until_date=None).update(name=right["name"])
    if "postcode" in right:
        organisation.addresses.filter(until_date=None).update(
            postcode=right["postcode"]
        )
    _record("organisation_corrected", organisation, by, at, before=before, after=right)
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
    rules.refuse(organisation_rules.why_not_manage(by))
    organisation = _locked(organisation)
    if name == organisation.name:
        return organisation
    today = timezone.localdate(at)
    rules.refuse(organisation_rules.why_not_rename(organisation, name, on, today=today))
    before = organisation.name
    _let_hold_from(organisation.names, "name", name, before=before, on=on)
    organisation.name = name
    organisation.save(update_fields=["name"])
    _record("organisation_renamed", organisation, by, at, before=before, on=on)
    return organisation


@transaction.atomic
def move_organisation(
    organisation: Organisation,
    *,
    postcode: str,
    on: date,
    by: Membership | None,
    at: datetime,
) -> Organisation:
    """Let the headquarters be elsewhere from a day on; where they were stays on record.

    The same postcode again changes nothing; another on the same day corrects it.
    Raises Refused when a postcode from a later day is recorded.
    """
    rules.refuse(organisation_rules.why_not_manage(by))
    organisation = _locked(organisation)
    if postcode == organisation.postcode:
        return organisation
    today = timezone.localdate(at)
    rules.refuse(organisation_rules.why_not_move(organisation, on, today=today))
    before = organisation.postcode
    _let_hold_from(organisation.addresses, "postcode", postcode, before=before, on=on)
    organisation.postcode = postcode
    organisation.save(update_fields=["postcode"])
    _record(
        "organisation_moved", organisation, by, at, before=before, after=postcode, on=on
    )
    return organisation


@transaction.atomic
def take_back_name(
    organisation: Organisation, *, reason: str, by: Membership | None, at: datetime
) -> Organisation:
    """Undo the newest change of name, as if it had never been recorded."""
    rules.refuse(organisation_rules.why_not_manage(by))
    organisation = _locked(organisation)
    rules.refuse(organisation_rules.why_not_take_back_name(organisation))
    before, on = _let_earlier_hold(organisation, organisation.names, "name")
    _record(
        "organisation_rename_taken_back",
        organisation,
        by,
        at,
        before=before,
        on=on,
        reason=reason,
    )
    return organisation


@transaction.atomic
def take_back_postcode(
    organisation: Organisation, *, reason: str, by: Membership | None, at: datetime
) -> Organisation:
    """Undo the newest move, as if it had never been recorded."""
    rules.refuse(organisation_rules.why_not_manage(by))
    organisation = _locked(organisation)
    rules.refuse(organisation_rules.why_not_take_back_postcode(organisation))
    before, on = _let_earlier_hold(organisation, organisation.addresses, "postcode")
    _record(
        "organisation_move_taken_back",
        organisation,
        by,
        at,
        before=before,
        on=on,
        reason=reason,
    )
    return organisation


def _locked(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def _let_hold_from(rows, field: str, value: str, *, before: str, on: date) -> None:
    """Let a dated name or postcode hold from a day on, and the one before until it."""
    if rows.filter(from_date=on).update(**{field: value}):
        return
    if not rows.filter(until_date=None).update(until_date=on):
        rows.create(**{field: before}, until_date=on)
    rows.create(**{field: value}, from_date=on)


def _let_earlier_hold(
    organisation: Organisation, rows, field: str
) -> tuple[str, date | None]:
    """Take the newest dated row away and let the one before it hold again; give what
    it said and from when."""
    newest = rows.get(until_date=None)
    earlier = rows.get(until_date=newest.from_date)
    newest.delete()
    earlier.until_date = None
    earlier.save(update_fields=["until_date"])
    setattr(organisation, field, getattr(earlier, field))
    organisation.save(update_fields=[field])
    return getattr(newest, field), newest.from_date


def _record(
    action: str,
    organisation: Organisation,
    by: Membership | None,
    at: datetime,
    **detail,
) -> None:
    audit.record(
        action, target=organisation, by=by, at=at, organisation=organisation, **detail
    )
