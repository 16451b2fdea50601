"""Every version in force at every trust, and one version at every trust."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Sum

from procurement.adoption import rules
from procurement.adoption.models import RUNNING, Training
from procurement.adoption.standing import Standing, standings
from procurement.specifications.models import Version
from trusts.models import Membership, Organisation
from trusts.paging import Order, page_of, read_words
from trusts.permissions import Permission

BY_NAME = Order("name", False, read_words)
PAGE_ROWS = 25


@dataclass(frozen=True, slots=True)
class Row:
    """A version with each trust's standing, in the order of the columns; None where a
    trust takes no part."""

    version: Version
    cells: list[Standing | None]
    own: Standing | None

    @property
    def live(self) -> int:
        return sum(is_live(each) for each in self.cells)

    @property
    def bound(self) -> int:
        """How many are to go over: neither out of it nor exempt for now."""
        return sum(counts(each) for each in self.cells)


def is_live(each: Standing | None) -> bool:
    return bool(
        each and each.is_bound and each.adoption and each.adoption.state in RUNNING
    )


def counts(each: Standing | None) -> bool:
    return bool(each and each.until is None and each.is_bound)


def adoption_list(
    query: Mapping[str, str], *, member: Membership, on: date
) -> dict[str, Any]:
    """What the page shows: specifications by name, trusts by name, the own first."""
    page = page_of(
        _in_force(member),
        BY_NAME,
        after=query.get("after", ""),
        before=query.get("before", ""),
        size=PAGE_ROWS,
    )
    found = standings(page.rows, on=on)
    trusts = _columns(found, member)
    rows = [_row(each, found[each.pk], trusts, member) for each in page.rows]
    return {
        "page": page,
        "trusts": trusts,
        "rows": rows,
        "own": [row for row in rows if row.own],
        "may_work": member.may(Permission.ADOPTIONS_WORK),
    }


def everywhere(*, member: Membership, on: date) -> list[Standing]:
    """Each version in force at each trust, by name."""
    versions = list(_in_force(member).order_by("name", "pk"))
    found = standings(versions, on=on)
    return [standing for each in versions for standing in found[each.pk]]


def _in_force(member: Membership) -> QuerySet[Any]:
    seen = Version.objects.visible_to(member).in_force()
    return seen.select_related("specification").annotate(name=F("specification__name"))


def adoption_trusts(
    version: Version, *, member: Membership, on: date
) -> dict[str, Any]:
    """What the page of one version shows, and what the member can do there."""
    rows = standings([version], on=on)[version.pk]
    trained = _trained(version)
    place = member.organisation
    own = next((each for each in rows if each.organisation == place), None)
    return {
        "version": version,
        "why_stopped": rules.why_stopped(version),
        "rows": [
            (each, trained.get(each.adoption.pk) if each.adoption else None)
            for each in rows
        ],
        "live": sum(map(is_live, rows)),
        "bound": sum(map(counts, rows)),
        "own": own,
        "may_start": not rules.why_not_start(version, place, by=member, on=on),
        "may_exempt": own is not None
        and (own.adoption is None or own.adoption.exempt_until is None)
        and not rules.why_not_exempt(version, place, by=member, on=on),
    }


def _columns(
    found: Mapping[int, list[Standing]], member: Membership
) -> list[Organisation]:
    places = {each.organisation for rows in found.values() for each in rows}
    return sorted(
        places, key=lambda each: (each.pk != member.organisation_id, each.name)
    )


def _row(
    version: Version,
    rows: list[Standing],
    trusts: list[Organisation],
    member: Membership,
) -> Row:
    by_trust = {each.organisation.pk: each for each in rows}
    return Row(
        version,
        [by_trust.get(each.pk) for each in trusts],
        by_trust.get(member.organisation_id),
    )


def _trained(version: Version) -> dict[int, int]:
    """By adoption, how many of all its people were trained, in whole per cent."""
    rows = Training.objects.filter(adoption__version=version).values("adoption")
    sums = rows.annotate(of=Sum("people"), done=Sum("trained"))
    return {each["adoption"]: each["done"] * 100 // each["of"] for each in sums}
