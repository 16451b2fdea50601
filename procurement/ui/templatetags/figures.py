"""The figures of `procurement.ui.figures` as filters. None shows as nothing."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone

from procurement.ui import figures

register = template.Library()


def _filter_of(write: Callable[[Decimal], str]) -> None:
    def shown(figure: Decimal | None) -> str:
        return "" if figure is None else write(figure)

    register.filter(write.__name__, shown)


for _write in (
    figures.pounds,
    figures.pounds_exact,
    figures.price_each,
    figures.price_unit,
    figures.grouped,
    figures.compact,
):
    _filter_of(_write)


@register.filter
def percent(fraction: Decimal | None, places: int | None = None) -> str:
    """`{{ gap.percent|percent }}`, or with so many decimals `|percent:1`."""
    return "" if fraction is None else figures.percent(fraction, places)


@register.filter
def date_long(day: date | datetime | None) -> str:
    """The date, in London where a moment is given."""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return "" if day is None else figures.date_long(day)


@register.filter
def moment_long(moment: datetime | None) -> str:
    """The date and time of day in London."""
    return "" if moment is None else figures.moment_long(timezone.localtime(moment))
