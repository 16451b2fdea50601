"""What the pages of organisations show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from trusts.models import Membership, Organisation
from trusts.models.organisation import OrganisationQuerySet
from trusts.paging import Order, page_of, read_words
from trusts.permissions import Permission
from trusts.restating import as_recorded, passing_of
from trusts.rules import organisations as rules

BY_NAME = Order(field="name", descending=False, read=read_words)


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation as it was on a day; `now` is what it is called today, where
    that differs; `became` is what became of it by that day."""

    organisation: Organisation
    name: str
    now: str
    postcode: str
    closed_on: date | None
    became: list[str]


def listed(
    organisations: OrganisationQuerySet,
    asked: dict[str, Any],
    query: Mapping[str, str],
    *,
    today: date,
) -> dict[str, Any]:
    """The organisations asked for, as at the day asked for."""
    on = asked["on"] or today
    if asked["kind"]:
        organisations = organisations.filter(kind=asked["kind"])
    found = organisations.like(asked["search"])
    states = {
        "open": found.open_on(on),
        "closed": found.closed_by(on),
        "later": found.not_yet_open_on(on),
        "all": found,
    }
    page = page_of(
        states[asked["state"]].with_history(),
        BY_NAME,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    return {
        "on": on,
        "is_past": on != today,
        "state": asked["state"],
        "page": page,
        "rows": [_row(each, on) for each in page.rows],
        "open_count": states["open"].count(),
        "closed_count": states["closed"].count(),
    }


def shown(
    organisation: Organisation, *, member: Membership, today: date
) -> dict[str, Any]:
    """One organisation with its history, and what the member may do with it."""
    names = sorted(organisation.names.all(), key=_from, reverse=True)
    addresses = sorted(organisation.addresses.all(), key=_from, reverse=True)
    successions = sorted(organisation.successions.all(), key=lambda each: each.on)
    standing = as_recorded(on=today).standings.get(organisation.code)
    return {
        "organisation": organisation,
        "is_closed": organisation.is_closed(on=today),
        "names": names,
        "addresses": addresses if len(addresses) > 1 else [],
        "went": [(each, passing_of(each).words) for each in successions],
        "came": [
            (each, passing_of(each).words)
            for each in sorted(
                organisation.predecessions.all(), key=lambda each: each.on
            )
        ],
        "standing": standing,
        "people": _people(organisation, member, today),
        "may_manage": not rules.why_not_manage(member),
        "sees_imports": member.may(Permission.IMPORTS_VIEW)
        and (member.sees_region or member.organisation_id == organisation.pk),
        "can_take_back_name": not rules.why_not_take_back_name(organisation),
        "can_take_back_postcode": not rules.why_not_take_back_postcode(organisation),
        "can_reopen": not rules.why_not_reopen(organisation),
    }


def _row(organisation: Organisation, on: date) -> Row:
    name = organisation.name_on(on)
    closed_on = organisation.closed_on
    return Row(
        organisation=organisation,
        name=name,
        now=organisation.name if organisation.name != name else "",
        postcode=organisation.postcode_on(on),
        closed_on=closed_on if organisation.is_closed(on=on) else None,
        became=[
            passing_of(each).words
            for each in sorted(organisation.successions.all(), key=lambda it: it.on)
            if each.on <= on
        ],
    )


def _people(organisation: Organisation, member: Membership, today: date) -> int | None:
    """How many people have access today; None for who does not look after them."""
    looks_after = member.may(Permission.PEOPLE_MANAGE)
    is_own = member.organisation_id == organisation.pk
    if not looks_after or not (is_own or member.manages_everybody):
        return None
    return organisation.memberships.active(on=today).values("user").distinct().count()


def _from(dated: Any) -> date:
    return dated.from_date or date.min
