"""Baselines and realised months again, slowly and plainly, from order lines."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

PENNY, PRICE = Decimal("0.01"), Decimal("0.000001")
UNITS = Decimal("0.00000001")


@dataclass(frozen=True)
class Line:
    """An order or return of a known pack: `units` are eaches, `paid` pounds ex VAT."""

    on: date
    number: int
    units: Decimal
    paid: Decimal

    @property
    def each(self):
        return rounded(self.paid / self.units, PRICE)

    @property
    def is_order(self):
        return self.units > 0 and self.paid > 0


def rounded(amount, step):
    return amount.quantize(step, ROUND_HALF_UP)


def baseline_of(lines):
    """The price each, or None without an order, and the eaches."""
    orders = sorted(
        (line for line in lines if line.is_order),
        key=lambda line: (line.on, line.number),
    )
    if not orders:
        return None, Decimal()
    units = max(sum(line.units for line in lines), Decimal())
    if len(orders) < 3:
        return orders[-1].each, units
    paid = sum(line.paid for line in orders)
    return rounded(paid / sum(line.units for line in orders), PRICE), units


def switch_baseline(several):
    """One price of a use for all products of a switch, and the uses of each. `several`
    are the lines of each, with how many eaches a use takes."""
    orders = sorted(
        (
            (line.on, line.number, line.paid, line.units / takes)
            for lines, takes in several
            for line in lines
            if line.is_order
        ),
    )
    used = [
        max(sum(line.units for line in lines), 0) / takes for lines, takes in several
    ]
    if not orders:
        return None, used
    if len(orders) < 3:
        orders = orders[-1:]
    paid, uses = (sum(order[place] for order in orders) for place in (2, 3))
    return rounded(paid / uses, PRICE), [rounded(each, UNITS) for each in used]


def month_of_claim(
    lines, *, baseline, units, agreed, is_over=True, takes=1, is_standard=True
):
    """What a month's row has to hold, by the names of its columns; `takes` is how many
    eaches a use does."""
    bought = sum((line.units for line in lines), Decimal())
    paid = sum((line.paid for line in lines), Decimal())
    prices = {line: rounded(line.paid * takes / line.units, PRICE) for line in lines}
    leaked = sum(
        (max(prices[line] - agreed, Decimal()) * line.units for line in lines),
        Decimal(),
    )
    as_agreed = sum(
        (line.units for line in lines if is_standard and prices[line] <= agreed),
        Decimal(),
    )
    saved = baseline * bought / takes - paid
    volume = baseline * (units - 12 * bought / takes) / 12 if is_over else Decimal()
    return {
        "lines": len(lines),
        "units": rounded(bought / takes, UNITS),
        "compliant_units": rounded(as_agreed / takes, UNITS),
        "paid": paid,
        "cash_releasing": rounded(saved, PENNY),
        "cost_avoidance": Decimal(),
        "leakage": rounded(leaked / takes, PENNY),
        "volume_effect": rounded(volume, PENNY),
    }
