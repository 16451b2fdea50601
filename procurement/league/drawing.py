"""Where the trusts of a group lie beside each other by one metric: a line of dots."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from procurement.league.models import Figure

# The dots keep clear of both edges. Per cent of the width.
LEFT, RIGHT = Decimal(4), Decimal(96)


@dataclass(frozen=True, slots=True)
class Dot:
    across: Decimal
    is_own: bool


def dots_of(figures: Iterable[Figure], own: Figure) -> list[Dot]:
    """From the least figure on the left to the most on the right, the own one last, so
    that it lies on top. None where there is nothing to lie beside."""
    found = [
        each
        for each in figures
        if each.metric == own.metric and each.figure is not None
    ]
    values = [each.figure for each in found if each.figure is not None]
    if own.figure is None or len(values) < 2:
        return []
    dots = [
        Dot(_across(value, values), each.organisation_id == own.organisation_id)
        for each, value in zip(found, values, strict=True)
    ]
    return sorted(dots, key=lambda dot: (dot.is_own, dot.across))


def _across(value: Decimal, values: list[Decimal]) -> Decimal:
    least, most = min(values), max(values)
    if least == most:
        return Decimal(50)
    whole = LEFT + (RIGHT - LEFT) * (value - least) / (most - least)
    return whole.quantize(Decimal("0.1"), ROUND_HALF_UP)
