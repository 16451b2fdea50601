"""The order lines of one trust, day by day, as a stream.

No database, clock or request.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import NamedTuple

from procurement.demonstration.items import DAYS, Item

# Shares of lines that are not plain orders.
CREDITS = 0.02
FREE = 0.003
CARRIAGE = 0.02  # of orders, not lines
MOVED = 0.9  # of what gives way to another item, which is then bought instead
MOVED_IN = 60  # days until so much of it is: a ward after the other

_CARRIAGE_PRICES = (79_500, 99_500, 120_000, 145_000, 250_000)


class OrderLine(NamedTuple):
    """One line of an extract; money in ten-thousandths of a pound ex VAT.

    `kind` is order, credit (negative quantity), free (no price) or carriage (no item).
    `day` counts from the first day of the extracts.
    """

    po_number: str
    number: int
    day: int
    supplier: str
    item: Item | None
    quantity: int
    price: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What a trust buys from one supplier; `totals` are running sums of weights."""

    supplier: str
    items: list[Item]
    totals: list[float]


def lines_by_day(lines: int, until: date) -> list[int]:
    """How many of `lines` fall on each of the DAYS up to `until`: few at weekends,
    rather more each month."""
    first = until - timedelta(days=DAYS - 1)
    weights = [
        (0.04 if (first + timedelta(days=day)).weekday() >= 5 else 1) * (1 + day / DAYS)
        for day in range(DAYS)
    ]
    scale = lines / sum(weights)
    totals = [round(total * scale) for total in accumulate(weights)]
    return [now - before for before, now in zip([0, *totals], totals, strict=False)]


def order_lines(
    items: list[Item], lines: int, code: str, until: date, chance: Random
) -> Iterator[OrderLine]:
    """Exactly `lines` lines for items, and carriage besides, in order of date."""
    freaks = [item for item in items if item.freak][: lines // 10]
    by_day = lines_by_day(lines - len(freaks), until)
    recent = [day for day in range(DAYS - 80, DAYS - 5) if by_day[day]] or [DAYS - 1]
    freak_days: dict[int, list[Item]] = {}
    for item in freaks:
        freak_days.setdefault(chance.choice(recent), []).append(item)
    shelves = _shelves([item for item in items if not item.freak])
    weights = list(accumulate(shelf.totals[-1] for shelf in shelves))
    numbers = iter(range(chance.randrange(10_000, 80_000), 10**9))
    for day, wanted in enumerate(by_day):
        for item in freak_days.get(day, ()):
            po = f"{code}{next(numbers):07}"
            yield _line(po, 1, day, item, chance)
        made = 0
        while made < wanted:
            shelf = chance.choices(shelves, cum_weights=weights)[0]
            count = min(wanted - made, chance.choice((1, 1, 2, 2, 3, 4, 6, 9)))
            made += count
            po = f"{code}{next(numbers):07}"
            yield from _order(po, day, shelf, count, chance)


def _shelves(items: list[Item]) -> list[_Shelf]:
    by_supplier: dict[str, list[Item]] = {}
    for item in items:
        by_supplier.setdefault(item.supplier, []).append(item)
    return [
        _Shelf(supplier, held, list(accumulate(item.weight for item in held)))
        for supplier, held in by_supplier.items()
    ]


def _order(
    po: str, day: int, shelf: _Shelf, count: int, chance: Random
) -> Iterator[OrderLine]:
    """One purchase order to one supplier."""
    chosen = chance.choices(shelf.items, cum_weights=shelf.totals, k=count)
    for number, item in enumerate(chosen, 1):
        yield _line(po, number, day, item, chance)
    if chance.random() < CARRIAGE:
        price = chance.choice(_CARRIAGE_PRICES)
        yield OrderLine(po, count + 1, day, shelf.supplier, None, 1, price, "carriage")


def _moved(item: Item, day: int) -> float:
    """Which part of what gives way is bought as the other item by that day."""
    since = day - item.gives_way[0] if item.gives_way else 0
    return MOVED * min(1.0, (since + 25) / MOVED_IN)


def _line(po: str, number: int, day: int, item: Item, chance: Random) -> OrderLine:
    quantities = item.quantities
    quantity = quantities[int(chance.random() * len(quantities))]
    if (
        item.gives_way
        and day >= item.gives_way[0]
        and chance.random() < _moved(item, day)
    ):
        old, item = item, item.gives_way[1]
        quantity = max(1, round(quantity * old.eaches / item.eaches))
    price = item.price_on(day)
    kind = "order"
    luck = chance.random()
    if item.freak:
        pass
    elif luck < CREDITS:
        quantity, kind = -max(1, quantity // 4), "credit"
    elif luck < CREDITS + FREE:
        quantity, price, kind = max(1, quantity // 10), 0, "free"
    elif item.stray_price and luck > 0.75:
        price = item.stray_price
    return OrderLine(po, number, day, item.supplier, item, quantity, price, kind)
