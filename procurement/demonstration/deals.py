"""Prices that a trust talked down: what its order lines then say, month after month.

A deal starts on the first of a month. From then on the item is bought at the lower
price; at some trusts part of it is still bought at the old one (a leak), and with some
the price rises again after half a year, above what it was before. One trust also goes
over from some items to another one that costs less.

No database, clock or request.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from procurement.demonstration.items import DAYS, Item

# How many months before the month under way each of a trust's deals starts.
MONTHS_BACK = (19, 15, 13, 10, 8, 6, 4, 2, 0)
OF_THE_LARGEST = 60  # items that a deal may be about
_RISES_AFTER = 150  # days
# One trust goes over to the standard of a specification, which is about this.
SWITCHED_AT, SWITCHED_NOUN, SWITCHED_DAYS_AGO = "ALD", "foam dressing", 110
MOST_SWITCHED = 3  # items, the standard among them
SWITCHED_WEIGHT = 12  # old ones are bought so much oftener, to have something to see


@dataclass(frozen=True, slots=True)
class Deal:
    """From `starts_on` the item costs the trust less; where `to_code` names another
    item, most of it is bought as that."""

    trust: str
    local_code: str
    starts_on: date
    to_code: str = ""


def switch_items(
    trust: str, items: list[Item], until: date, taken: list[Deal]
) -> list[Deal]:
    """Have items of one kind give way to the cheapest of them; changes the items. None
    where the trust buys only one that no other deal is about."""
    codes = {deal.local_code for deal in taken}
    able = [each for each in items if not each.freak and each.local_code not in codes]
    if len(able) < 2:  # noqa: PLR2004
        return []
    able.sort(key=lambda item: (item.prices[2] / item.eaches, item.local_code))
    standard, *others = able[:MOST_SWITCHED]
    lowest = min(min(each.prices) / each.eaches for each in others)
    price = max(5, round(0.8 * lowest * standard.eaches))
    standard.prices, standard.stray_price = (price, price, price), 0
    standard.weight /= SWITCHED_WEIGHT
    starts_on = until - timedelta(days=SWITCHED_DAYS_AGO - 1)
    day = DAYS - SWITCHED_DAYS_AGO
    for each in others:
        each.gives_way = (day, standard)
        each.weight *= SWITCHED_WEIGHT
    return [
        Deal(trust, each.local_code, starts_on, standard.local_code) for each in others
    ]


def strike_deals(
    trust: str, items: list[Item], until: date, chance: Random
) -> list[Deal]:
    """Lower the prices of some of the trust's largest items; changes the items."""
    able = [item for item in items if not item.freak]
    able.sort(key=lambda item: (-_spend(item), item.local_code))
    chosen = chance.sample(able[:OF_THE_LARGEST], min(len(able), len(MONTHS_BACK)))
    return [
        _strike(trust, item, months, until, chance)
        for item, months in zip(chosen, MONTHS_BACK, strict=False)
    ]


def _strike(trust: str, item: Item, months: int, until: date, chance: Random) -> Deal:
    starts_on = _month_back(until, months)
    day = DAYS - 1 - (until - starts_on).days
    before = item.prices[2]
    lower = max(5, round(before * chance.uniform(0.86, 0.96) / 100) * 100) or before
    lower = min(lower, before)
    risen = round(before * 1.03 / 100) * 100 if chance.random() < 0.12 else lower
    item.prices = (before, lower, risen)
    item.changes = (day, day + _RISES_AFTER)
    item.stray_price = before if chance.random() < 0.25 else 0
    return Deal(trust, item.local_code, starts_on)


def _spend(item: Item) -> float:
    return item.weight * item.prices[2] * sum(item.quantities)


def _month_back(day: date, months: int) -> date:
    first = day.replace(day=1)
    for _ in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    return first
