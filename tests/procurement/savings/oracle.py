"""Baselines and realised months again, slowly and plainly, from order lines."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

PENNY, PRICE = Decimal("0.01"), Decimal("0.000001")


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


def month_of_claim(lines, *, baseline, units, agreed, is_over=True):
    """What a month's row has to hold, by the names of its columns."""
    bought = sum((line.units for line in lines), Decimal())
    saved = sum((baseline * line.units - line.paid for line in lines), Decimal())
    leaked = sum(
        (max(line.each - agreed, Decimal()) * line.units for line in lines), Decimal()
    )
    volume = baseline * (units - 12 * bought) / 12 if is_over else Decimal()
    return {
        "lines": len(lines),
        "units": bought,
        "compliant_units": sum(
            (line.units for line in lines if line.each <= agreed), Decimal()
        ),
        "paid": sum((line.paid for line in lines), Decimal()),
        "cash_releasing": rounded(saved, PENNY),
        "cost_avoidance": Decimal(),
        "leakage": rounded(leaked, PENNY),
        "volume_effect": rounded(volume, PENNY),
    }
