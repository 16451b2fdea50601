"""The league's metrics again, slow and plain. It knows nothing of the database.

Prices, suspects and gaps are those of the gap rule's own oracle.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tests.procurement.gaps import oracle as gaps

PENNY = Decimal("0.01")


@dataclass(frozen=True)
class Bought:
    """A line as the gap rule's oracle has it, and what else the league asks of it. A
    line whose pack is unknown is in no price."""

    line: gaps.Line
    has_contract: bool
    is_on_catalogue: bool
    is_pack_known: bool


def price_position(lines, day, disputed):
    """By trust: what it pays above the median (less where below), and what it pays."""
    sums = defaultdict(lambda: [Decimal(0), Decimal(0)])
    by_product = defaultdict(lambda: defaultdict(list))
    for line in lines:
        by_product[line.product][line.trust].append(line)
    for product, by_trust in by_product.items():
        prices = {
            trust: price
            for trust, of_trust in by_trust.items()
            if (price := gaps.price_of(of_trust, day)) is not None
        }
        if len(prices) < 3:
            continue
        suspects = gaps.find_suspects(prices)
        left = {t: p for t, p in prices.items() if t not in suspects}
        if len(left) < 3:
            continue
        median = gaps.median(left.values())
        for trust, price in left.items():
            units = gaps.units_of(by_trust[trust], day)
            if not units:
                continue
            difference = price - median
            if (trust, product) in disputed:
                difference = max(difference, Decimal(0))
            sums[trust][0] += (difference * units).quantize(PENNY, ROUND_HALF_UP)
            sums[trust][1] += (price * units).quantize(PENNY, ROUND_HALF_UP)
    return {trust: tuple(each) for trust, each in sums.items()}


def gaps_closed(lines, period_from: date, as_at: date, disputed, agreed):
    """By trust: the value agreed or closed, and the value open as it began."""
    before = period_from - timedelta(days=1)
    then = gaps.find(lines, before, disputed=disputed).gaps
    now = gaps.find(lines, as_at, disputed=disputed).gaps
    sums = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for (trust, product), gap in then.items():
        own = [e for e in lines if (e.trust, e.product) == (trust, product)]
        price = gaps.price_of(own, as_at)
        pays_less = price is not None and price < gap.price
        is_closed = (trust, product) not in now and pays_less
        sums[trust][1] += gap.value
        if is_closed or (trust, product) in agreed:
            sums[trust][0] += gap.value
    return {trust: tuple(each) for trust, each in sums.items()}


def spend(bought: list[Bought], period_from: date, as_at: date):
    """By trust: spend, on catalogue, under contract, comparable; then lines so."""
    sums = defaultdict(lambda: [Decimal(0)] * 4 + [0] * 4)
    for each in bought:
        if not period_from <= each.line.on <= as_at:
            continue
        counts = (True, each.is_on_catalogue, each.has_contract, each.is_pack_known)
        for place, is_counted in enumerate(counts):
            if is_counted:
                sums[each.line.trust][place] += each.line.value
                sums[each.line.trust][place + 4] += 1
    return dict(sums)
