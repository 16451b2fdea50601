"""What trusts spent, how much of it can be compared, and how old their data is."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from catalogue.spend.models import SpendDay
from catalogue.spend.shares import share_of
from catalogue.spend.summaries import Spent, is_stale, spent_by_organisation
from trusts.models import Membership, Organisation


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was spent in 12 months and, of that, what no price could be made of: the
    same money as on the page of what is left out; pounds ex VAT."""

    organisation: Organisation
    spent: Decimal
    value: Decimal

    @property
    def share(self) -> Decimal | None:
        """Of what was spent, from 0 to 1; None where returns outweigh orders."""
        return share_of(self.value, self.spent)


@dataclass(frozen=True, slots=True)
class Stale:
    """A trust whose newest order line is `age` days old; None where it has none."""

    organisation: Organisation
    newest: date | None
    age: int | None


@dataclass(frozen=True, slots=True)
class Own:
    """A trust's own data: its newest order line, whether that is old, and what cannot
    be compared; without any data both are None."""

    newest: date | None
    is_stale: bool
    left_out: LeftOut | None


@dataclass(frozen=True, slots=True)
class Everybodys:
    """The trusts that the member sees: what is left out of each, most first, and those
    without recent data, those that never gave any first."""

    left_out: list[LeftOut]
    stale: list[Stale]

    @property
    def left_out_in_all(self) -> Decimal:
        return sum((trust.value for trust in self.left_out), Decimal(0))


def own_data(member: Membership, *, on: date) -> Own:
    """As at a day."""
    seen = SpendDay.objects.visible_to(member)
    spent = spent_by_organisation(seen, on=on).get(member.organisation_id)
    if spent is None:
        return Own(None, is_stale=False, left_out=None)
    return Own(
        newest=spent.newest,
        is_stale=is_stale(spent.newest, on=on),
        left_out=_left_out(member.organisation, spent),
    )


def everybodys_data(member: Membership, *, on: date) -> Everybodys:
    """As at a day; of trusts that are closed by then only what they spent."""
    spent = spent_by_organisation(SpendDay.objects.visible_to(member), on=on)
    trusts = list(Organisation.objects.visible_to(member).buying().order_by("code"))
    if not member.sees_region:
        trusts = [each for each in trusts if each.pk == member.organisation_id]
    left_out = [_left_out(each, spent[each.pk]) for each in trusts if each.pk in spent]
    stale = [
        _stale(each, spent.get(each.pk), on=on) for each in trusts if _is_open(each, on)
    ]
    return Everybodys(
        left_out=sorted(
            (each for each in left_out if each.value), key=lambda each: -each.value
        ),
        stale=sorted(
            (each for each in stale if each), key=lambda each: each.newest or date.min
        ),
    )


def _left_out(organisation: Organisation, spent: Spent) -> LeftOut:
    value = spent.net_value - spent.comparable_value
    return LeftOut(organisation, spent.net_value, value)


def _stale(
    organisation: Organisation, spent: Spent | None, *, on: date
) -> Stale | None:
    if spent is None:
        return Stale(organisation, None, None)
    if not is_stale(spent.newest, on=on):
        return None
    return Stale(organisation, spent.newest, (on - spent.newest).days)


def _is_open(organisation: Organisation, on: date) -> bool:
    opened, closed = organisation.opened_on, organisation.closed_on
    return (opened is None or opened <= on) and (closed is None or closed > on)
