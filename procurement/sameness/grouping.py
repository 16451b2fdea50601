"""Prices before and after, product by product as they would stand."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product as pairs_of
from string import ascii_uppercase

from catalogue.products.models import Product
from procurement.gaps.explaining import suspicion
from procurement.sameness.states import PriceState
from trusts.models import Organisation

NOTHING = Decimal(0)
LETTERS = [*ascii_uppercase, *map("".join, pairs_of(ascii_uppercase, repeat=2))]


@dataclass(frozen=True, slots=True)
class PriceEffect:
    """What one trust pays per each for what stands on one product afterwards; before,
    for each product that its items come from. `suspicion` says why it would not be
    believed, where it was before."""

    trust: str
    before: tuple[tuple[Product, Decimal], ...]
    after: Decimal | None
    suspicion: str


@dataclass(frozen=True, slots=True)
class Group:
    """A product as it would be, and what it is made of."""

    product: Product
    parts: tuple[Product, ...]
    prices: tuple[PriceEffect, ...]


def groups_of(
    before: PriceState,
    after: PriceState,
    products: Mapping[int, Product],
    places: Mapping[int, Organisation],
    names_trusts: bool,
) -> Iterable[Group]:
    """Each product that is made of others, or whose parts go apart."""
    parts: dict[int, set[int]] = defaultdict(set)
    for item, (product, _, _) in before.items.items():
        if item in after.items:
            parts[after.items[item][0]].add(product)
    for into in sorted(parts):
        if parts[into] == {into} and not _loses(into, before, after):
            continue
        payers = sorted(
            {o for (p, o) in before.prices if p in parts[into]}
            | {o for (p, o) in after.prices if p == into},
            key=lambda place: (after.prices.get((into, place), NOTHING), place),
        )
        labels = _labels(payers, places, names_trusts)
        yield Group(
            products[into],
            tuple(products[part] for part in sorted(parts[into])),
            tuple(
                _price(
                    before,
                    after,
                    into=into,
                    place=place,
                    parts=parts[into],
                    products=products,
                    label=labels[place],
                )
                for place in payers
            ),
        )


def _loses(product: int, before: PriceState, after: PriceState) -> bool:
    """Whether items of the product are elsewhere afterwards."""
    return any(
        where == product and after.items.get(item, (None,))[0] != product
        for item, (where, _, _) in before.items.items()
    )


def _price(
    before: PriceState,
    after: PriceState,
    *,
    into: int,
    place: int,
    parts: Collection[int],
    products: Mapping[int, Product],
    label: str,
) -> PriceEffect:
    now = after.prices.get((into, place))
    was = [(p, before.prices[p, place]) for p in sorted(parts)
           if (p, place) in before.prices]  # fmt: skip
    is_new = (into, place) in after.suspects and not any(
        (p, place) in before.suspects for p, _ in was
    )
    others = [v for (p, o), v in after.prices.items() if p == into and o != place]
    return PriceEffect(
        label,
        tuple((products[p], price) for p, price in was),
        now,
        suspicion(now, others) if is_new and now else "",
    )


def _labels(
    payers: list[int], places: Mapping[int, Organisation], names_trusts: bool
) -> dict[int, str]:
    """Names, or letters in the order of the prices."""
    if names_trusts:
        return {place: places[place].name for place in payers}
    return {place: f"Trust {LETTERS[n]}" for n, place in enumerate(payers)}
