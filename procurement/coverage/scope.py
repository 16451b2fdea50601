"""Whose months a page shows: a trust's own, or restated also those of the trusts it
follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from catalogue.spend.models import SpendDay
from trusts.models import Membership, Organisation
from trusts.models.organisation import OrganisationQuerySet
from trusts.restating import Choice, choice_of

type Group = tuple[Organisation, Sequence[Organisation]]


@dataclass(frozen=True, slots=True)
class Scope:
    """An organisation and all whose figures stand under it. `query` is what an address
    needs to keep to the same: empty, or the choice that was made."""

    organisation: Organisation
    organisations: Sequence[Organisation]
    query: str

    @property
    def group(self) -> Group:
        return self.organisation, self.organisations

    @property
    def others(self) -> list[Organisation]:
        return [each for each in self.organisations if each != self.organisation]


def groups_of(
    organisations: OrganisationQuerySet,
    query: Mapping[str, str],
    *,
    member: Membership,
    on: date,
) -> tuple[Choice, list[Group]]:
    """The organisations open on the day or with order lines, each with those whose
    figures stand under it, the way the address asks for."""
    by_code = {each.code: each for each in organisations.by_name()}
    opened = set(organisations.open_on(on).values_list("code", flat=True))
    with_lines = set(
        SpendDay.objects.visible_to(member)
        .values_list("organisation__code", flat=True)
        .order_by()
        .distinct()
    )
    shown = [code for code in by_code if code in opened | with_lines]
    choice = choice_of(query, on=on, codes=with_lines)
    groups: dict[str, list[Organisation]] = {}
    for code in shown:
        place = choice.under(code, by_code[code].name)
        top = place.code if place.code in by_code else code
        groups.setdefault(top, []).append(by_code[code])
    return choice, [(by_code[code], under) for code, under in groups.items()]


def scope_of(
    organisation: Organisation,
    organisations: OrganisationQuerySet,
    query: Mapping[str, str],
    *,
    on: date,
) -> Scope:
    """One organisation's, the way the address asks for."""
    choice = choice_of(query, on=on, codes=[])
    codes = choice.codes_under(organisation.code)
    if not choice.is_restated or codes == [organisation.code]:
        return Scope(organisation, [organisation], "")
    under = list(organisations.filter(code__in=codes).by_name())
    return Scope(organisation, under or [organisation], "?organisations=restated")
