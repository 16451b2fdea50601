"""What merging or parting products or manufacturers changes: items, prices, gaps and
suspects, as the difference of two states."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from catalogue.matching.actions import match_items
from catalogue.matching.models import TouchedProduct
from catalogue.products.models import Product
from procurement.gaps.actions import refresh_touched_gaps
from procurement.sameness.grouping import Group, groups_of
from procurement.sameness.states import PriceState, price_state, spent_on
from procurement.sameness.trying import tried
from trusts.models import Membership, Organisation

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class TrustEffect:
    """At one trust: how many of its items go to another product, what it spent on them
    in 12 months, and its listed gaps in pounds a year before and after; None where
    they are not for the reader."""

    name: str
    items: int
    spend: Decimal
    gaps_before: Decimal | None
    gaps_after: Decimal | None


@dataclass(frozen=True, slots=True)
class GapEffect:
    """One trust's gap on what is one product now or will be: pounds a year."""

    kind: str  # comes, grows, shrinks or goes
    trust: str
    product: Product
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Effects:
    """Everything; of gaps only the region's sums unless `shows_gaps`. `lost` counts
    items that would be on no product any more, as their codes would lead to two;
    `found` those that were on none."""

    trusts: tuple[TrustEffect, ...]
    groups: tuple[Group, ...]
    gaps: tuple[GapEffect, ...]
    shows_gaps: bool
    gaps_before: Decimal
    gaps_after: Decimal
    lost: int
    found: int
    other_packs: int
    suspects_before: int
    suspects_after: int

    @property
    def items(self) -> int:
        return sum(trust.items for trust in self.trusts)

    @property
    def spend(self) -> Decimal:
        return sum((trust.spend for trust in self.trusts), NOTHING)

    @property
    def changes(self) -> bool:
        """Whether any item or gap is elsewhere or otherwise than before."""
        return bool(self.items or self.gaps) or self.gaps_before != self.gaps_after

    @property
    def new_suspects(self) -> int:
        return sum(bool(p.suspicion) for group in self.groups for p in group.prices)


def effects_of(
    do: Callable[[], object],
    *,
    member: Membership,
    on: date,
    at: datetime,
    names_trusts: bool,
    shows_gaps: bool,
) -> Effects:
    """What `do` would change, in a region that stands still. Prices are put to trusts
    by name only with `names_trusts`, and gaps at all only with `shows_gaps`."""
    touched, after = tried(do, lambda: _after(member=member, at=at))
    before = price_state(touched, member=member)
    moved = {
        item
        for item in {*before.items, *after.items}
        if before.items.get(item, (None,))[0] != after.items.get(item, (None,))[0]
    }
    leads = _leads(before, after)
    places = Organisation.objects.in_bulk()
    products = Product.objects.in_bulk(touched)
    return Effects(
        trusts=tuple(
            _by_trust(before, after, moved, places, on=on, shows_gaps=shows_gaps)
        ),
        groups=tuple(groups_of(before, after, products, places, names_trusts)),
        gaps=(
            tuple(_gaps(before, after, leads, products, places)) if shows_gaps else ()
        ),
        shows_gaps=shows_gaps,
        gaps_before=sum(before.gaps.values(), NOTHING),
        gaps_after=sum(after.gaps.values(), NOTHING),
        lost=len(before.items.keys() - after.items.keys()),
        found=len(after.items.keys() - before.items.keys()),
        other_packs=sum(
            before.items[item][2] != after.items[item][2]
            for item in before.items.keys() & after.items.keys()
        ),
        suspects_before=len(before.suspects),
        suspects_after=len(after.suspects),
    )


def _after(*, member: Membership, at: datetime) -> tuple[list[int], PriceState]:
    """The products that were touched, and how they stand then."""
    match_items()
    rows = TouchedProduct.objects.values_list("product_id", flat=True)
    touched = list(rows.distinct())
    refresh_touched_gaps(at=at)
    return touched, price_state(touched, member=member)


def _leads(before: PriceState, after: PriceState) -> dict[int, int]:
    """The product where most items of each are afterwards."""
    counts: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for item, (product, _, _) in before.items.items():
        if item in after.items:
            counts[product][after.items[item][0]] += 1
    return {
        product: max(sorted(into), key=into.__getitem__)
        for product, into in counts.items()
    }


def _by_trust(
    before: PriceState,
    after: PriceState,
    moved: Collection[int],
    places: Mapping[int, Organisation],
    *,
    on: date,
    shows_gaps: bool,
) -> Iterable[TrustEffect]:
    items: dict[int, int] = defaultdict(int)
    spend: dict[int, Decimal] = defaultdict(Decimal)
    spent = spent_on(moved, on=on)
    for item in moved:
        place = (before.items.get(item) or after.items[item])[1]
        items[place] += 1
        spend[place] += spent.get(item, NOTHING)
    gaps = [_sums(state.gaps) if shows_gaps else {} for state in (before, after)]
    found = {*items, *gaps[0], *gaps[1]}
    nothing = NOTHING if shows_gaps else None
    for place in sorted(found, key=lambda pk: places[pk].name):
        yield TrustEffect(
            places[place].name,
            items[place],
            spend[place],
            gaps[0].get(place, nothing),
            gaps[1].get(place, nothing),
        )


def _sums(gaps: Mapping[tuple[int, int], Decimal]) -> dict[int, Decimal]:
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for (_, place), value in gaps.items():
        sums[place] += value
    return sums


def _gaps(
    before: PriceState,
    after: PriceState,
    leads: Mapping[int, int],
    products: Mapping[int, Product],
    places: Mapping[int, Organisation],
) -> Iterable[GapEffect]:
    """Gaps that change, the largest change first."""
    then: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for (product, place), value in before.gaps.items():
        then[leads.get(product, product), place] += value
    changes = [
        (then.get(key, NOTHING), after.gaps.get(key, NOTHING), key)
        for key in {*then, *after.gaps}
    ]
    changes.sort(key=lambda change: (-abs(change[0] - change[1]), change[2]))
    for was, now, (product, place) in changes:
        if was != now:
            name = places[place].name
            yield GapEffect(_kind(was, now), name, products[product], was, now)


def _kind(was: Decimal, now: Decimal) -> str:
    if not was:
        return "comes"
    if not now:
        return "goes"
    return "grows" if now > was else "shrinks"
