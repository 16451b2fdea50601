"""Which pack would bring a price back to what others pay.

Pure: no database, clock or request. A proposal is a question that a person can answer
with one key, never a pack that counts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import Enum, unique

# By these a price is off where one and several, or a box and a case, were mixed up.
COMMON_RATIOS = (
    *(2, 4, 5, 6, 8, 10, 12, 20, 25, 30, 40, 48, 50, 60, 72, 80, 100, 120, 144, 150),
    *(200, 250, 500, 1000),
)

# How far the price may be from the others' after the change, as a part of the lower of
# the two. Trusts do pay different prices for one thing, so a pack that a source names
# is allowed a quarter; one that only the ratio speaks for must fit closely.
REACH_WHERE_NAMED = Decimal("0.25")
REACH_WHERE_NOT = Decimal("0.05")

# Digits enough for a price of 24 times a pack of 7, without rounding.
EXACT_DIGITS = 60


@unique
class Source(Enum):
    """What speaks for a proposed pack, best first; the value ends the sentence."""

    DECLARED = "a pack that the catalogue declares"
    OTHERS = "the pack that another trust buys"
    RATIO = "a common pack size, which nothing else names"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pack to ask about: `price_each` is what the trust pays per each if it is so."""

    eaches: int
    source: Source
    price_each: Decimal
    why: str


def proposed_eaches(
    price_each: Decimal,
    others_price: Decimal,
    eaches_now: int | None,
    packs_of_others: Iterable[int],
    packs_declared: Iterable[int],
) -> Proposal | None:
    """The pack that best explains why a price is far from what others pay.

    Prices are pounds ex VAT per each, above 0 (else nothing is proposed). Where
    `eaches_now` is None the pack is unknown and `price_each` is the price of one unit
    of purchase. None: the price is within reach as it is, or no pack brings it there.
    """
    if price_each <= 0 or others_price <= 0:
        return None
    with localcontext(prec=EXACT_DIGITS):
        if eaches_now and _off(price_each, others_price) <= REACH_WHERE_NAMED:
            return None
        price_unit = price_each * (eaches_now or 1)
        named = [(eaches, Source.DECLARED) for eaches in sorted(set(packs_declared))]
        named += [(eaches, Source.OTHERS) for eaches in sorted(set(packs_of_others))]
        guessed = [(eaches, Source.RATIO) for eaches in _by_ratio(eaches_now)]
        best = _nearest(named, price_unit, others_price, REACH_WHERE_NAMED) or _nearest(
            guessed, price_unit, others_price, REACH_WHERE_NOT
        )
        if best is None:
            return None
        would_be = price_unit / best[0]
        why = _why(price_each, others_price, eaches_now, would_be, best)
        return Proposal(*best, would_be, why)


def _off(price: Decimal, other: Decimal) -> Decimal:
    """How much dearer the dearer of two prices is, as a part of the cheaper."""
    return (max(price, other) / min(price, other) - 1).quantize(Decimal("1e-12"))


def _nearest(
    packs: list[tuple[int, Source]],
    price_unit: Decimal,
    others_price: Decimal,
    reach: Decimal,
) -> tuple[int, Source] | None:
    """The pack with which the price comes nearest; of equals the first in the list."""
    offs = [(_off(price_unit / pack[0], others_price), pack) for pack in packs]
    off, pack = min(offs, key=lambda each: each[0], default=(reach + 1, None))
    return pack if off <= reach else None


def _by_ratio(eaches_now: int | None) -> Iterator[int]:
    if eaches_now is None:
        yield from (1, *COMMON_RATIOS)
        return
    for ratio in COMMON_RATIOS:
        yield eaches_now * ratio
        if eaches_now % ratio == 0:
            yield eaches_now // ratio


def _why(
    price_each: Decimal,
    others_price: Decimal,
    eaches_now: int | None,
    would_be: Decimal,
    best: tuple[int, Source],
) -> str:
    eaches, source = best
    now = (
        f"{eaches:,}" if eaches_now is None else f"{eaches:,} instead of {eaches_now:,}"
    )
    reading = (
        f"read as a pack of {now} it would be {_pounds(would_be)} each, "
        f"theirs is {_pounds(others_price)}; {source.value}."
    )
    if eaches_now is None:
        return f"R{reading[1:]}"
    times = f"{_times(price_each, others_price)} times"
    if price_each > others_price:
        return f"About {times} what the others pay; {reading}"
    return f"The others pay about {times} as much; {reading}"


def _times(price: Decimal, other: Decimal) -> str:
    """Whole from 3 on, below that to a tenth."""
    times = max(price, other) / min(price, other)
    places = Decimal(1) if times >= 3 else Decimal("0.1")
    return f"{times.quantize(places, ROUND_HALF_UP):,}"


def _pounds(price: Decimal) -> str:
    """£4.12; under a pound in pence with two decimals, as prices stand elsewhere."""
    if price.quantize(Decimal("0.0001"), ROUND_HALF_UP) >= 1:
        return f"£{price.quantize(Decimal('0.01'), ROUND_HALF_UP):,}"
    return f"{(price * 100).quantize(Decimal('0.01'), ROUND_HALF_UP)}p"
