"""How the league's figures are said, everywhere the same. Pure."""

from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal

PRICE = "M1"


def figure_text(metric: str, figure: Decimal | None) -> str:
    """A figure as it is shown: 64%, or 1.8% below the median."""
    if figure is None:
        return "not measured"
    if metric != PRICE:
        return _percent(figure, Decimal(1))
    if not figure:
        return "at the median"
    return (
        f"{_percent(abs(figure), Decimal('0.1'))} {'below' if figure < 0 else 'above'}"
    )


def range_text(metric: str, found: Collection[Decimal]) -> str:
    """From the least to the most; empty without any."""
    if not found:
        return ""
    least, most = (figure_text(metric, each) for each in (min(found), max(found)))
    return least if least == most else f"{least} to {most}"


def weight_text(weight: Decimal) -> str:
    """A weight from 0 to 1 in per cent, without noughts that say nothing: 42.9%."""
    shown = (weight * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{shown.normalize():f}%"


def _percent(fraction: Decimal, step: Decimal) -> str:
    return f"{(fraction * 100).quantize(step, ROUND_HALF_UP)}%"
