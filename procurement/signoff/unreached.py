"""Whom of a specification no mail reaches, for who asks them for something."""

from dataclasses import dataclass
from datetime import date, datetime

from procurement.signoff.reminding import everybody
from procurement.specifications.models import Specification
from procurement.specifications.rules import why_not_chair
from trusts import mails
from trusts.models import Membership, Organisation
from trusts.permissions import Permission


@dataclass(frozen=True, slots=True)
class Unreached:
    """Somebody whose address the mail server has refused since then."""

    name: str
    organisation: Organisation
    since: datetime


def unreached(
    specification: Specification, *, member: Membership, on: date
) -> list[Unreached]:
    """By name. Its chair and who leads the region see all of them, who speaks for a
    trust that trust's, and others none."""
    if not member.may(Permission.SPECIFICATIONS_DRAFT):
        return []
    sees_all = member.sees_region or not why_not_chair(specification, by=member)
    people = [
        each
        for each in _people(specification, on=on)
        if sees_all or each[2].pk == member.organisation_id
    ]
    since = mails.refused_since(address for address, *_ in people)
    found = {
        address: Unreached(name, place, since[address])
        for address, name, place in people
        if address in since
    }
    return sorted(found.values(), key=lambda each: each.name)


def _people(
    specification: Specification, *, on: date
) -> list[tuple[str, str, Organisation]]:
    """Address, name and place of everybody who is told of it, or invited to it."""
    members = everybody(specification, on=on)
    told = [(each.user.email, str(each.user), each.organisation) for each in members]
    offers = specification.seat_offers.waiting().select_related(
        "invitation__organisation"
    )
    invited = [each.invitation for each in offers]
    return told + [(each.email, each.full_name, each.organisation) for each in invited]
